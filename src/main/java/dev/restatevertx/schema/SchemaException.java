package dev.restatevertx.schema;

import dev.restatevertx.base.ErrorCode;
import java.util.Optional;

/** A change of the registry that is refused, or a discovery document that is not valid. The message is for callers. */
public final class SchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What to tell the caller. */
  public enum Kind {
    /** What is to be changed does not exist. */
    NOT_FOUND,
    /** It contradicts what is registered. */
    CONFLICT,
    /** The request or the endpoint's services break a rule. */
    INVALID,
    /** The endpoint's answer cannot be used. */
    BAD_DISCOVERY
  }

  private final Kind kind;
  private final transient Optional<ErrorCode> code;

  private SchemaException(Kind kind, Optional<ErrorCode> code, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.code = code;
  }

  /** An exception whose message begins with the code in brackets. */
  public static SchemaException of(Kind kind, ErrorCode code, String message) {
    return new SchemaException(kind, Optional.of(code), "[" + code.code() + "] " + message);
  }

  public static SchemaException of(Kind kind, String message) {
    return new SchemaException(kind, Optional.empty(), message);
  }

  public Kind kind() {
    return kind;
  }

  public Optional<ErrorCode> code() {
    return code;
  }
}
