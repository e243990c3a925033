package dev.restatevertx.base;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the node retries its own work: connections, metadata, uploads. In contrast to {@link RetryPolicy} it counts
 * retries.
 */
public sealed interface Backoff {
  /**
   * The delay before the next retry, or empty when retries are used up.
   *
   * @param retries made so far
   * @param previous the delay that this policy gave before, if it has given one
   * @param jitter a random number in [0, 1)
   */
  Optional<RetryDelay> next(int retries, Optional<RetryDelay> previous, double jitter);

  /** Never retry. */
  record None() implements Backoff {
    @Override
    public Optional<RetryDelay> next(int retries, Optional<RetryDelay> previous, double jitter) {
      return Optional.empty();
    }
  }

  /**
   * Always the same interval.
   *
   * @param maxAttempts number of retries; empty = unlimited
   */
  record FixedDelay(Duration interval, OptionalInt maxAttempts) implements Backoff {
    @Override
    public Optional<RetryDelay> next(int retries, Optional<RetryDelay> previous, double jitter) {
      return usedUp(retries, maxAttempts) ? Optional.empty() : Optional.of(RetryDelay.of(interval, jitter));
    }
  }

  /**
   * Growing intervals.
   *
   * @param factor of each further interval to the one before; 1 or more
   * @param maxAttempts number of retries; empty = unlimited
   * @param maxInterval upper limit of intervals, before jitter
   */
  record Exponential(
      Duration initialInterval, double factor, OptionalInt maxAttempts, Optional<Duration> maxInterval)
      implements Backoff {
    @Override
    public Optional<RetryDelay> next(int retries, Optional<RetryDelay> previous, double jitter) {
      if (usedUp(retries, maxAttempts)) {
        return Optional.empty();
      }
      Duration interval = previous.map(p -> RetryDelay.scale(p.interval(), factor)).orElse(initialInterval);
      return Optional.of(RetryDelay.of(RetryDelay.limit(interval, maxInterval), jitter));
    }
  }

  private static boolean usedUp(int retries, OptionalInt maxAttempts) {
    return maxAttempts.isPresent() && retries >= maxAttempts.getAsInt();
  }
}
