package dev.restatevertx.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Durations, shown as count, sum and quantiles. Recording costs two atomic additions: the values are counted in buckets
 * that grow by a sixteenth, and the quantiles, computed when somebody asks, are exact to that much. They cover the last
 * minute or two, count and sum everything. Thread-safe.
 */
public final class Summary {
  private static final int SUB_BITS = 4;
  private static final int SUB_BUCKETS = 1 << SUB_BITS;
  private static final int BUCKETS = (64 - SUB_BITS) * SUB_BUCKETS;
  private static final long WINDOW_NANOS = 60_000_000_000L;

  private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);
  private final LongAdder sumNanos = new LongAdder();
  // Counts at the start of the present window and of the one before it; guarded by this.
  private long[] recent = new long[BUCKETS];
  private long[] older = new long[BUCKETS];
  private long rotatedAtNanos;

  Summary(long nowNanos) {
    this.rotatedAtNanos = nowNanos;
  }

  /** Records a duration in nanoseconds; negative counts as zero. */
  public void record(long nanos) {
    long value = Math.max(0, nanos);
    buckets.getAndIncrement(bucket(value));
    sumNanos.add(value);
  }

  /**
   * What is shown.
   *
   * @param sumNanos of all recorded durations
   * @param quantileNanos the value of each quantile that was asked for; NaN if nothing was recorded lately
   */
  record Reading(long count, long sumNanos, List<Double> quantileNanos) {}

  synchronized Reading read(long nowNanos, double... quantiles) {
    long[] now = new long[BUCKETS];
    long[] window = new long[BUCKETS];
    long count = 0;
    long inWindow = 0;
    for (int i = 0; i < BUCKETS; i++) {
      now[i] = buckets.get(i);
      window[i] = now[i] - older[i];
      count += now[i];
      inWindow += window[i];
    }
    List<Double> values = new ArrayList<>();
    for (double quantile : quantiles) {
      values.add(quantile(window, inWindow, quantile));
    }
    if (nowNanos - rotatedAtNanos >= WINDOW_NANOS) {
      older = recent;
      recent = now;
      rotatedAtNanos = nowNanos;
    }
    return new Reading(count, sumNanos.sum(), values);
  }

  private static double quantile(long[] counts, long total, double quantile) {
    if (total == 0) {
      return Double.NaN;
    }
    long rank = Math.max(1, (long) Math.ceil(quantile * total));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return middle(i);
      }
    }
    return middle(counts.length - 1);
  }

  /** Values below 16 have a bucket each; above, every power of two is divided into 16. */
  private static int bucket(long value) {
    if (value < SUB_BUCKETS) {
      return (int) value;
    }
    int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
    return (shift + 1) * SUB_BUCKETS + (int) (value >>> shift) - SUB_BUCKETS;
  }

  private static double middle(int bucket) {
    if (bucket < SUB_BUCKETS) {
      return bucket;
    }
    int shift = bucket / SUB_BUCKETS - 1;
    double width = Math.scalb(1.0, shift);
    return (SUB_BUCKETS + bucket % SUB_BUCKETS + 0.5) * width;
  }
}
