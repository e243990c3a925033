package dev.restatevertx.admin.rest;

import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.base.IdFormatException;
import java.util.Optional;

/**
 * An answer other than success. What handlers refuse is JSON; what never gets to a handler is plain text, as in the
 * original.
 */
final class HttpError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Form of the body. */
  enum Form {
    JSON,
    TEXT
  }

  private final int status;
  private final Form form;
  private final String text;
  private final transient Optional<ErrorCode> code;

  private HttpError(int status, Form form, Optional<ErrorCode> code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.form = form;
    this.code = code;
    this.text = message;
  }

  static HttpError json(int status, String message) {
    return new HttpError(status, Form.JSON, Optional.empty(), message);
  }

  static HttpError json(int status, Optional<ErrorCode> code, String message) {
    return new HttpError(status, Form.JSON, code, message);
  }

  static HttpError text(int status, String message) {
    return new HttpError(status, Form.TEXT, Optional.empty(), message);
  }

  static HttpError invalidField(String field, String reason) {
    return json(400, "The request field '" + field + "' is invalid. Reason: " + reason);
  }

  static HttpError invalidUrl(String parameter, String value, IdFormatException reason) {
    return text(
        400, "Invalid URL: Cannot parse `" + parameter + "` with value `" + value + "`: " + reason.getMessage());
  }

  static HttpError invalidQuery(String reason) {
    return text(400, "Failed to deserialize query string: " + reason);
  }

  static HttpError wrongShape(String reason) {
    return text(422, "Failed to deserialize the JSON body into the target type: " + reason);
  }

  static HttpError notFound(String kind, Object id) {
    return json(404, "The requested " + kind + " '" + id + "' does not exist");
  }

  static HttpError notBuilt(String what) {
    return json(501, what + " is not supported by this server yet.");
  }

  int status() {
    return status;
  }

  Form form() {
    return form;
  }

  String text() {
    return text;
  }

  Optional<ErrorCode> code() {
    return code;
  }
}
