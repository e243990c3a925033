package dev.restatevertx.endpoint;

/** An endpoint could not be reached, or the exchange with it broke off. */
public final class EndpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** No connection came about. */
    CONNECT,
    /** The other side does not speak the HTTP version that was expected. */
    NOT_HTTP2,
    /** The exchange broke off. */
    BROKEN
  }

  private final Kind kind;

  public EndpointException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
