package dev.restatevertx.runtime;

/** The two clocks of a node. Logic that is replayed takes time from its records instead. */
public interface Clock {
  /** Wall clock, epoch milliseconds; may jump, also back. */
  long millis();

  /** Monotonic nanoseconds of an arbitrary origin: only differences mean something. */
  long nanos();
}
