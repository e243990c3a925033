package dev.restatevertx.routing;

/** A request did not get its answer. */
public final class RoutingException extends RuntimeException {
  private final Reason reason;

  public RoutingException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why, and with it whether the request may be sent again. */
  public enum Reason {
    /** It never reached a log: safe to retry. */
    NOT_LEADER,
    /** Refused for lack of room, nothing was done: safe to retry, after a while. */
    OVERLOADED,
    /** It may have been accepted: retry only what is idempotent. */
    LOST_LEADER,
    /** The node or the partition is stopping, or broken: see the message. */
    UNAVAILABLE
  }
}
