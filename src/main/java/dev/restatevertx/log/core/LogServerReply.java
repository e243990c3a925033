package dev.restatevertx.log.core;

/**
 * What a log server answers, with its view of the loglet once the request was done.
 *
 * @param localTail one above the highest offset that is durable here
 * @param knownGlobalTail every offset below is committed
 * @param trimPoint offsets up to it (included) are removed; 0 when none is
 * @param detail for people, empty unless something went wrong
 */
public record LogServerReply(
    StoreStatus status, long localTail, long knownGlobalTail, boolean sealed, long trimPoint, String detail) {
  /** An answer that says nothing about the loglet. */
  public static LogServerReply failure(StoreStatus status, String detail) {
    return new LogServerReply(status, 1, 1, false, 0, detail);
  }
}
