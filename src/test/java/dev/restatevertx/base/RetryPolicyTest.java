package dev.restatevertx.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final RetryPolicy DEFAULT =
      new RetryPolicy(
          Duration.ofMillis(500), 2, Optional.of(Duration.ofMinutes(1)), OptionalInt.of(70), OnMaxAttempts.PAUSE);

  @Test
  void intervalsGrowToTheLimitAndEnd() {
    List<Long> millis = new ArrayList<>();
    Optional<RetryDelay> delay = DEFAULT.next(1, Optional.empty(), 0);
    for (int attempts = 2; delay.isPresent(); attempts++) {
      millis.add(delay.get().interval().toMillis());
      delay = DEFAULT.next(attempts, delay, 0);
    }
    assertEquals(69, millis.size());
    assertEquals(List.of(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 32000L, 60000L, 60000L), millis.subList(0, 9));
  }

  @Test
  void oneAttemptMeansNoRetry() {
    RetryPolicy once = DEFAULT.clamp(OptionalInt.of(1));
    assertEquals(Optional.empty(), once.next(1, Optional.empty(), 0));
  }

  @Test
  void withoutLimitsIntervalsStayFinite() {
    RetryPolicy endless =
        new RetryPolicy(Duration.ofDays(30), 1000, Optional.empty(), OptionalInt.empty(), OnMaxAttempts.KILL);
    Optional<RetryDelay> delay = Optional.empty();
    for (int attempts = 1; attempts < 200; attempts++) {
      delay = endless.next(attempts, delay, 0.99);
    }
    assertEquals(Duration.ofDays(36_500), delay.orElseThrow().interval());
  }

  @Test
  void clampOnlyLowers() {
    assertSame(DEFAULT, DEFAULT.clamp(OptionalInt.empty()));
    assertSame(DEFAULT, DEFAULT.clamp(OptionalInt.of(71)));
    assertEquals(OptionalInt.of(3), DEFAULT.clamp(OptionalInt.of(3)).maxAttempts());
  }

  @Test
  void badPoliciesAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetryPolicy(Duration.ZERO, 0.5, Optional.empty(), OptionalInt.empty(), OnMaxAttempts.KILL));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetryPolicy(Duration.ZERO, 1, Optional.empty(), OptionalInt.of(0), OnMaxAttempts.KILL));
  }

  @Property
  void jitterIsBetweenThreeMillisecondsAndAThird(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long nanos,
      @ForAll @DoubleRange(max = 0.99) double random) {
    Duration interval = Duration.ofNanos(nanos);
    Duration jitter = RetryDelay.of(interval, random).delay().minus(interval);
    assertTrue(jitter.compareTo(Duration.ofMillis(3)) >= 0);
    assertTrue(jitter.compareTo(Duration.ofMillis(3)) == 0 || jitter.compareTo(interval.dividedBy(3)) <= 0);
  }

  @Test
  void backoffCountsRetries() {
    Backoff.Exponential growing =
        new Backoff.Exponential(Duration.ofMillis(100), 1.5, OptionalInt.of(2), Optional.empty());
    Optional<RetryDelay> first = growing.next(0, Optional.empty(), 0);
    assertEquals(Duration.ofMillis(100), first.orElseThrow().interval());
    assertEquals(Duration.ofMillis(150), growing.next(1, first, 0).orElseThrow().interval());
    assertEquals(Optional.empty(), growing.next(2, first, 0));
    Backoff.FixedDelay fixed = new Backoff.FixedDelay(Duration.ofMillis(10), OptionalInt.empty());
    assertEquals(Duration.ofMillis(10), fixed.next(1000, first, 0).orElseThrow().interval());
    assertEquals(Optional.empty(), new Backoff.None().next(0, Optional.empty(), 0));
  }
}
