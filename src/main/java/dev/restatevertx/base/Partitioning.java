package dev.restatevertx.base;

/** How the 2^64 partition keys are split over n partitions: in n ranges of nearly equal size. */
public final class Partitioning {
  /** The largest number of partitions. */
  public static final int MAX_PARTITIONS = 65_535;

  private Partitioning() {}

  /** The partition of a key: floor(key * n / 2^64). */
  public static int partitionOf(long key, int n) {
    return (int) Math.unsignedMultiplyHigh(key, n);
  }

  /** The keys of a partition, 0 to n - 1. */
  public static KeyRange rangeOf(int partition, int n) {
    Check.argument(n > 0 && n <= MAX_PARTITIONS, "Expected 1 to %s partitions, but got %s", MAX_PARTITIONS, n);
    Check.argument(partition >= 0 && partition < n, "Expected a partition below %s, but got %s", n, partition);
    return new KeyRange(start(partition, n), partition == n - 1 ? -1 : start(partition + 1, n) - 1);
  }

  /** ceil(partition * 2^64 / n) for partition below n. */
  private static long start(int partition, int n) {
    if (partition == 0) {
      return 0;
    }
    // 2^64 = quotient * n + remainder, computed from 2^64 - 1; n is at least 2 here.
    long quotient = Long.divideUnsigned(-1, n);
    long remainder = Long.remainderUnsigned(-1, n) + 1;
    if (remainder == n) {
      quotient++;
      remainder = 0;
    }
    return partition * quotient + Math.ceilDiv(partition * remainder, (long) n);
  }
}
