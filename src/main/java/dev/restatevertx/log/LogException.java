package dev.restatevertx.log;

import dev.restatevertx.log.core.StoreStatus;

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

  /** What a log server's refusal means to whoever uses the log. */
  static LogException of(StoreStatus status, String message) {
    return new LogException(
        switch (status) {
          case SEALED, SEQUENCER_MISMATCH -> Reason.SEALED;
          case CORRUPT -> Reason.CORRUPT;
          case CLOSED -> Reason.CLOSED;
          case OK, OUT_OF_BOUNDS, OVERLOADED, UNREACHABLE, UNAVAILABLE -> Reason.STORE_UNAVAILABLE;
        },
        message);
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
