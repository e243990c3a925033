package dev.restatevertx.partition.state;

import dev.restatevertx.base.InvocationId;

/**
 * Something that is to be removed after a while; also its key.
 *
 * @param time epoch millis from which on it may go
 */
public record Expiry(long time, Kind kind, InvocationId id) {
  /** What goes; the order is part of the key. */
  public enum Kind {
    /** The journal; the outcome stays. */
    JOURNAL,
    /** Everything. */
    INVOCATION
  }
}
