package dev.restatevertx.log;

/** The log could not do what was asked. */
public final class LogException extends RuntimeException {
  private final Reason reason;

  public LogException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public LogException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What kind of trouble. */
  public enum Reason {
    /** The loglet was sealed under the appender; a new segment follows or another leader has taken over. */
    SEALED,
    /** The store cannot write now (disk full, I/O error); it reopens by itself when it can. */
    STORE_UNAVAILABLE,
    /** A stored record is damaged. */
    CORRUPT,
    /** The node is stopping. */
    CLOSED
  }
}
