package dev.restatevertx.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions that nothing announces. The deadline only ends a test that hangs; it decides nothing. */
public final class Eventually {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Eventually() {}

  /** Returns once the condition holds; fails with what {@code otherwise} says if it does not in half a minute. */
  public static void holds(BooleanSupplier condition, Supplier<String> otherwise) {
    holds(DEADLINE, condition, otherwise);
  }

  /** As {@link #holds(BooleanSupplier, Supplier)} with a deadline of one's own. */
  public static void holds(Duration deadline, BooleanSupplier condition, Supplier<String> otherwise) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(otherwise.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
