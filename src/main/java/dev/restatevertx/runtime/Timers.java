package dev.restatevertx.runtime;

import java.time.Duration;

/** Timers of one loop. */
public interface Timers {
  /** Runs {@code action} in the loop once {@code delay} has passed, by the monotonic clock; negative counts as zero. */
  Cancellable after(Duration delay, Runnable action);
}
