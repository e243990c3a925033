package dev.restatevertx.base;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How attempts of an invocation follow each other.
 *
 * @param initialInterval before the first retry
 * @param factor of each further interval to the one before; 1 or more
 * @param maxInterval upper limit of intervals, before jitter
 * @param maxAttempts number of attempts including the first, 1 = no retry; empty = unlimited
 * @param onMaxAttempts what to do when they are used up
 */
public record RetryPolicy(
    Duration initialInterval,
    double factor,
    Optional<Duration> maxInterval,
    OptionalInt maxAttempts,
    OnMaxAttempts onMaxAttempts) {

  public RetryPolicy {
    Check.argument(!initialInterval.isNegative(), "Expected an initial interval, but got %s", initialInterval);
    Check.argument(factor >= 1 && factor < 1e6, "Expected a factor of at least 1, but got %s", factor);
    Check.argument(maxAttempts.orElse(1) > 0, "Expected at least one attempt, but got %s", maxAttempts);
  }

  /**
   * The delay before the next attempt, or empty when attempts are used up.
   *
   * @param attempts made so far, at least 1
   * @param previous the delay that this policy gave before, if it has given one
   * @param jitter a random number in [0, 1)
   */
  public Optional<RetryDelay> next(int attempts, Optional<RetryDelay> previous, double jitter) {
    if (maxAttempts.isPresent() && attempts >= maxAttempts.getAsInt()) {
      return Optional.empty();
    }
    Duration interval = previous.map(p -> RetryDelay.scale(p.interval(), factor)).orElse(initialInterval);
    return Optional.of(RetryDelay.of(RetryDelay.limit(interval, maxInterval), jitter));
  }

  /** This policy with at most {@code limit} attempts. */
  public RetryPolicy clamp(OptionalInt limit) {
    if (limit.isEmpty() || maxAttempts.orElse(Integer.MAX_VALUE) <= limit.getAsInt()) {
      return this;
    }
    return new RetryPolicy(initialInterval, factor, maxInterval, limit, onMaxAttempts);
  }
}
