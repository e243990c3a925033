package dev.restatevertx.runtime;

import dev.restatevertx.base.Check;

/** Virtual time. The wall clock may be set, like a real one; the monotonic one only moves forward. */
public final class SimClock implements Clock {
  /** Where the wall clock of every simulation starts: 2026-01-01T00:00:00Z. */
  public static final long START_MILLIS = 1_767_225_600_000L;

  private long nanos;
  private long wallOffsetMillis = START_MILLIS;

  @Override
  public long millis() {
    return wallOffsetMillis + nanos / 1_000_000;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  /** Sets the wall clock forward, or back if negative. */
  public void jumpWallClock(long deltaMillis) {
    wallOffsetMillis += deltaMillis;
  }

  void moveTo(long newNanos) {
    Check.that(newNanos >= nanos, "Expected time to move forward from %s, but got %s", nanos, newNanos);
    nanos = newNanos;
  }
}
