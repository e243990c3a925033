package dev.restatevertx.config;

import java.util.OptionalInt;

/**
 * What all stores of the node share. Sizes are in bytes.
 *
 * @param totalMemorySize block cache and memtables together (computed)
 * @param memtablesRatio share of the memtables in it
 * @param maxWriteRatePerSecond of flushes and compactions
 * @param highPriorityThreads threads that flush; empty = computed
 * @param lowPriorityThreads threads that compact; empty = computed
 */
public record RocksDbTotals(
    long totalMemorySize,
    double memtablesRatio,
    long maxWriteRatePerSecond,
    RocksDbPerfLevel perfLevel,
    OptionalInt highPriorityThreads,
    OptionalInt lowPriorityThreads) {

  /** Bytes for the memtables of all stores. */
  public long memtables() {
    return (long) (totalMemorySize * memtablesRatio);
  }

  /** Bytes for the shared block cache. */
  public long blockCache() {
    return totalMemorySize - memtables();
  }
}
