package dev.restatevertx.partition.command;

import dev.restatevertx.base.InvocationId;

/**
 * A durable timer; also its key, ordered by time, kind, invocation, completion.
 *
 * @param time epoch millis
 * @param completionId the Sleep's completion (u32); 0 for other kinds
 */
public record Timer(long time, Kind kind, InvocationId id, int completionId) {
  /** What happens when it fires; the order is part of the key. */
  public enum Kind {
    /** Completes a Sleep command. */
    WAKE_SLEEP,
    /** Starts a scheduled invocation. */
    RUN_SCHEDULED
  }
}
