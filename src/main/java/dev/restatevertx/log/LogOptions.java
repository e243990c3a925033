package dev.restatevertx.log;

import dev.restatevertx.base.Check;
import dev.restatevertx.config.BifrostConfig;

/**
 * Limits of appending and reading.
 *
 * @param recordPermits how many records of one log may be in flight
 * @param bytePermits how many bytes of one log may be in flight
 * @param recordCacheBytes records of all logs that are kept in memory until the readers of this process have them
 * @param readBatchBytes what a reader fetches from the store at a time
 */
public record LogOptions(int recordPermits, long bytePermits, long recordCacheBytes, int readBatchBytes) {
  private static final long CACHE_SHARE = 16;

  public LogOptions {
    Check.argument(
        recordPermits > 0 && bytePermits > 0 && recordCacheBytes >= 0 && readBatchBytes > 0,
        "Expected limits above 0 for the logs");
  }

  /** As configured, within a heap of so many bytes. */
  public static LogOptions of(BifrostConfig config, long heapBytes) {
    LogOptions computed = forHeap(heapBytes);
    return new LogOptions(
        config.replicatedLoglet().maximumInflightRecords(),
        computed.bytePermits,
        config.recordCacheMemorySize(),
        computed.readBatchBytes);
  }

  /** Limits for a heap of so many bytes. */
  public static LogOptions forHeap(long heapBytes) {
    return new LogOptions(
        1_000,
        Math.clamp(heapBytes / 64, 4L << 20, 32L << 20),
        Math.min(heapBytes / CACHE_SHARE, 128L << 20),
        512 << 10);
  }
}
