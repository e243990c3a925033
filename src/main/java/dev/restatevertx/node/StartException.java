package dev.restatevertx.node;

/** The node cannot start for a reason that its operator can mend; the message says how. */
public final class StartException extends RuntimeException {
  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
