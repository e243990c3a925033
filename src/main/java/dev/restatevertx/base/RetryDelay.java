package dev.restatevertx.base;

import java.time.Duration;
import java.util.Optional;

/**
 * One delay of a retry policy.
 *
 * @param interval what the policy says: the next interval is computed from it
 * @param delay what to wait: the interval and up to a third of it, so that crowds disperse
 */
public record RetryDelay(Duration interval, Duration delay) {
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final long MIN_JITTER_NANOS = 3_000_000;

  /**
   * The interval with its jitter.
   *
   * @param jitter a random number in [0, 1)
   */
  static RetryDelay of(Duration interval, double jitter) {
    long thirdNanos = limit(interval, Optional.of(LONGEST)).toNanos() / 3;
    long spread = Math.max(0, thirdNanos - MIN_JITTER_NANOS);
    return new RetryDelay(interval, interval.plusNanos(MIN_JITTER_NANOS + (long) (spread * jitter)));
  }

  static Duration scale(Duration interval, double factor) {
    if (interval.compareTo(LONGEST) >= 0) {
      return LONGEST;
    }
    double nanos = interval.toNanos() * factor;
    return nanos >= LONGEST.toNanos() ? LONGEST : Duration.ofNanos(Math.round(nanos));
  }

  static Duration limit(Duration interval, Optional<Duration> max) {
    return max.filter(m -> interval.compareTo(m) > 0).orElse(interval);
  }
}
