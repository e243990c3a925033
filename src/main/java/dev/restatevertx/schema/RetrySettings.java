package dev.restatevertx.schema;

import dev.restatevertx.base.OnMaxAttempts;
import dev.restatevertx.base.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The parts of a retry policy that a service or handler sets itself. */
public record RetrySettings(
    Optional<Duration> initialInterval,
    Optional<Double> factor,
    Optional<Duration> maxInterval,
    OptionalInt maxAttempts,
    Optional<OnMaxAttempts> onMaxAttempts) {
  public static final RetrySettings NONE =
      new RetrySettings(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());

  /** {@code base} with what is set here in its place. */
  RetryPolicy over(RetryPolicy base) {
    if (equals(NONE)) {
      return base;
    }
    return new RetryPolicy(
        initialInterval.orElse(base.initialInterval()),
        factor.orElse(base.factor()),
        maxInterval.or(base::maxInterval),
        maxAttempts.isPresent() ? maxAttempts : base.maxAttempts(),
        onMaxAttempts.orElse(base.onMaxAttempts()));
  }
}
