package dev.restatevertx.rocks;

import dev.restatevertx.base.Check;
import dev.restatevertx.config.NodeConfig;
import dev.restatevertx.config.RocksDbTotals;

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

  /** As configured; a part that a node without the role does not need gets the least there is. */
  public static RocksSizing of(NodeConfig config) {
    RocksDbTotals totals = config.rocksDb();
    long logs = config.logServer().storage().memoryBudget() + config.metadataServer().storage().memoryBudget();
    int jobs = totals.lowPriorityThreads().orElse(Math.max(2, Runtime.getRuntime().availableProcessors()));
    return new RocksSizing(
        Math.max(FLOOR_BYTES, totals.blockCache()),
        Math.max(FLOOR_BYTES, config.worker().storage().memoryBudget()),
        Math.max(FLOOR_BYTES, logs),
        jobs);
  }

  /** Divides a number of bytes: an eighth for the memtables of the logs, three eighths for those of the partitions. */
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
