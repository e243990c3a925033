package dev.restatevertx.cluster;

/** Hybrid time as an unsigned number: 42 bits of milliseconds since 2022-01-01 UTC, then a counter of 22 bits. */
public final class HybridTime {
  private static final long EPOCH_MILLIS = 1_640_995_200_000L;
  private static final int COUNTER_BITS = 22;

  private HybridTime() {}

  /** The first hybrid time of a millisecond; times before 2022 become 0. */
  public static long ofEpochMillis(long epochMillis) {
    return Math.max(0, epochMillis - EPOCH_MILLIS) << COUNTER_BITS;
  }

  /** The millisecond that a hybrid time belongs to, since 1970. */
  public static long toEpochMillis(long hybrid) {
    return (hybrid >>> COUNTER_BITS) + EPOCH_MILLIS;
  }
}
