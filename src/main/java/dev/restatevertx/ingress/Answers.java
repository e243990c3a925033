package dev.restatevertx.ingress;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes answers: statuses, headers and bodies as clients of the original expect them. */
final class Answers {
  private static final CharSequence CONTENT_TYPE = HttpHeaders.CONTENT_TYPE;
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain; charset=utf-8");
  private static final CharSequence VARY = HttpHeaders.VARY;
  private static final CharSequence VARY_VALUE =
      HttpHeaders.createOptimized("origin, access-control-request-method, access-control-request-headers");
  private static final CharSequence ALLOW_CREDENTIALS = HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS;
  private static final CharSequence TRUE = HttpHeaders.createOptimized("true");
  private static final CharSequence RESTATE_ID = HttpHeaders.createOptimized("x-restate-id");
  private static final CharSequence ERROR_SOURCE = HttpHeaders.createOptimized("x-restate-error-source");
  private static final CharSequence INGRESS = HttpHeaders.createOptimized("ingress");
  private static final CharSequence INVOCATION = HttpHeaders.createOptimized("invocation");
  private static final CharSequence IDEMPOTENCY_EXPIRES = HttpHeaders.createOptimized("idempotency-expires");

  private static final Buffer LENGTH_LIMIT = Buffer.buffer("length limit exceeded");
  private static final DateTimeFormatter EXPIRES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+00:00'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter EXECUTION_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final HttpDate date;

  Answers(HttpDate date) {
    this.date = date;
  }

  /** The outcome of an invocation. */
  void value(
      HttpServerRequest request,
      InvocationId id,
      Bytes value,
      Optional<String> contentType,
      OptionalLong completionExpiresAt) {
    HttpServerResponse response = begin(request, 200);
    response.putHeader(RESTATE_ID, id.toString());
    if (completionExpiresAt.isPresent()) {
      response.putHeader(
          IDEMPOTENCY_EXPIRES, EXPIRES.format(Instant.ofEpochMilli(completionExpiresAt.getAsLong())));
    }
    if (contentType.isPresent()) {
      response.putHeader(CONTENT_TYPE, contentType.get());
    }
    end(response, buffer(value));
  }

  /** The terminal failure of an invocation; its code is the status if it can be one. */
  void failure(HttpServerRequest request, InvocationId id, Failure failure) {
    int code = failure.code();
    // Informational statuses do not end a request.
    int status = code >= 200 && code <= 999 ? code : 500;
    HttpServerResponse response = begin(request, status);
    response.putHeader(RESTATE_ID, id.toString());
    response.putHeader(ERROR_SOURCE, INVOCATION);
    response.putHeader(CONTENT_TYPE, JSON);
    boolean bodiless = status == 204 || status == 205 || status == 304;
    end(
        response,
        bodiless ? Buffer.buffer() : Buffer.buffer(error(code, failure.message(), failure.metadata(), "invocation")));
  }

  /** A send was taken. */
  void submitted(HttpServerRequest request, InvocationId id, boolean isNew, OptionalLong executionTime) {
    HttpServerResponse response = begin(request, 202);
    String text = id.toString();
    response.putHeader(CONTENT_TYPE, JSON);
    response.putHeader(RESTATE_ID, text);
    StringBuilder json = new StringBuilder(140).append("{\"invocationId\":\"").append(text).append('"');
    if (executionTime.isPresent()) {
      json.append(",\"executionTime\":\"")
          .append(EXECUTION_TIME.format(Instant.ofEpochMilli(executionTime.getAsLong())))
          .append('"');
    }
    json.append(",\"status\":\"").append(isNew ? "Accepted" : "PreviouslyAccepted").append("\"}");
    end(response, Buffer.buffer(json.toString()));
  }

  /** An awakeable's result was taken. */
  void accepted(HttpServerRequest request) {
    end(begin(request, 202), Buffer.buffer());
  }

  void lookup(HttpServerRequest request, InvocationId id) {
    json(request, "{\"invocationId\":\"" + id + "\"}");
  }

  void health(HttpServerRequest request, List<String> services) {
    StringBuilder json = new StringBuilder("{\"services\":[");
    for (String service : services) {
      json.append(json.charAt(json.length() - 1) == '[' ? "\"" : ",\"");
      quote(json, service);
      json.append('"');
    }
    json(request, json.append("]}").toString());
  }

  void refusal(HttpServerRequest request, Refusal refusal) {
    HttpServerResponse response = begin(request, refusal.status());
    response.putHeader(ERROR_SOURCE, INGRESS);
    response.putHeader(CONTENT_TYPE, JSON);
    end(response, Buffer.buffer(error(refusal.status(), refusal.text(), List.of(), "ingress")));
  }

  /** The announced body is too long; this limit stands before everything else, CORS too. */
  void lengthLimit(HttpServerRequest request) {
    HttpServerResponse response = request.response().setStatusCode(413);
    response.putHeader(CONTENT_TYPE, TEXT);
    end(response, LENGTH_LIMIT);
  }

  /** A browser asks what it may do: everything. */
  void preflight(HttpServerRequest request) {
    HttpServerResponse response = begin(request, 200);
    mirror(request, HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS);
    mirror(request, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS, HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS);
    end(response, Buffer.buffer());
  }

  private void json(HttpServerRequest request, String json) {
    HttpServerResponse response = begin(request, 200);
    response.putHeader(CONTENT_TYPE, JSON);
    end(response, Buffer.buffer(json));
  }

  private HttpServerResponse begin(HttpServerRequest request, int status) {
    HttpServerResponse response = request.response().setStatusCode(status);
    response.putHeader(VARY, VARY_VALUE);
    response.putHeader(ALLOW_CREDENTIALS, TRUE);
    mirror(request, HttpHeaders.ORIGIN, HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
    return response;
  }

  private void end(HttpServerResponse response, Buffer body) {
    response.putHeader(HttpHeaders.DATE, date.now());
    response.end(body);
  }

  private static void mirror(HttpServerRequest request, CharSequence from, CharSequence to) {
    String value = request.headers().get(from);
    if (value != null) {
      request.response().putHeader(to, value);
    }
  }

  private static Buffer buffer(Bytes bytes) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes.array(), bytes.offset(), bytes.length()));
  }

  private static byte[] error(int code, String message, List<Failure.Entry> metadata, String source) {
    StringBuilder json = new StringBuilder(message.length() + 64).append("{\"code\":").append(code);
    json.append(",\"message\":\"");
    quote(json, message);
    json.append('"');
    if (!metadata.isEmpty()) {
      json.append(",\"metadata\":{");
      for (Failure.Entry entry : metadata) {
        json.append(json.charAt(json.length() - 1) == '{' ? "\"" : ",\"");
        quote(json, entry.key());
        json.append("\":\"");
        quote(json, entry.value());
        json.append('"');
      }
      json.append('}');
    }
    return json.append(",\"source\":\"").append(source).append("\"}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void quote(StringBuilder json, String text) {
    JsonStringEncoder.getInstance().quoteAsString(text, json);
  }
}
