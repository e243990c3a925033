package dev.restatevertx.rocks;

import dev.restatevertx.base.Check;

/**
 * How much the stores of a node may take together.
 *
 * @param blockCacheBytes blocks, index and filter parts that were read
 * @param partitionMemtableBytes memtables of all partitions together
 * @param logMemtableBytes memtables of the log store and the metadata store
 * @param backgroundJobs threads that flush and compact, 1 or more
 */
public record RocksSizing(
    long blockCacheBytes, long partitionMemtableBytes, long logMemtableBytes, int backgroundJobs) {
  private static final long FLOOR_BYTES = 4 << 20;

  public RocksSizing {
    Check.argument(
        blockCacheBytes >= FLOOR_BYTES && partitionMemtableBytes >= FLOOR_BYTES && logMemtableBytes >= FLOOR_BYTES,
        "Expected at least 4 MiB for each of cache, partition memtables and log memtables, but got %s, %s, %s bytes",
        blockCacheBytes, partitionMemtableBytes, logMemtableBytes);
    Check.argument(backgroundJobs >= 1, "Expected at least one background job, but got %s", backgroundJobs);
  }

  /**
   * Divides one budget: an eighth for the memtables of the logs, three eighths for those of the partitions, the rest
   * for the cache. Memtables come first, because a flush that comes too early costs more than a block that is read
   * again from the page cache.
   */
  public static RocksSizing of(long totalBytes, int cores) {
    long log = Math.max(FLOOR_BYTES, totalBytes / 8);
    long partitions = Math.max(FLOOR_BYTES, totalBytes * 3 / 8);
    long cache = Math.max(FLOOR_BYTES, totalBytes - log - partitions);
    return new RocksSizing(cache, partitions, log, Math.max(2, cores));
  }

  /** All of it. */
  public long totalBytes() {
    return blockCacheBytes + partitionMemtableBytes + logMemtableBytes;
  }
}
