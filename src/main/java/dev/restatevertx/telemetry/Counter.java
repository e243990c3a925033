package dev.restatevertx.telemetry;

/** A number that only grows. Thread-safe and cheap. */
public interface Counter {
  /** Adds {@code amount}, 0 or more. */
  void add(long amount);

  /** Adds one. */
  default void increment() {
    add(1);
  }
}
