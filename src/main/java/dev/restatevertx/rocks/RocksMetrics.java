package dev.restatevertx.rocks;

import dev.restatevertx.telemetry.Metrics;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What the stores tell about themselves; RocksDB's own counters, read when somebody asks. */
public final class RocksMetrics {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private RocksMetrics() {}

  /** Shows the memory that all stores share. */
  public static void bind(Metrics metrics, RocksBudget budget) {
    metrics.gauge("restate_rocksdb_cache_usage_bytes", "Block cache in use, memtables included", budget::usedBytes);
  }

  /** Shows one store; to be called once for each kind of store in a process. */
  public static void bind(Metrics metrics, RocksStore store) {
    String[] labels = {"db", store.kind().name().toLowerCase(Locale.ROOT)};
    metrics.counter("restate_rocksdb_wal_synced_total", "Syncs of the write-ahead log", store::walSyncs, labels);
    metrics.counter(
        "restate_rocksdb_wal_bytes_total", "Bytes written to the write-ahead log", store::walBytes, labels);
    // Named like the sum of a summary, which it is in the original; the quantiles are not worth their price.
    metrics.gauge(
        "restate_rocksdb_wal_file_sync_seconds_sum", "Time spent syncing the write-ahead log",
        () -> store.walSyncNanos() / NANOS_PER_SECOND, labels);
    metrics.gauge(
        "restate_rocksdb_memtables_bytes", "Size of all memtables",
        () -> store.property("rocksdb.cur-size-all-mem-tables"), labels);
    metrics.gauge(
        "restate_rocksdb_sst_files_bytes", "Size of the live table files",
        () -> store.property("rocksdb.live-sst-files-size"), labels);
    metrics.gauge(
        "restate_rocksdb_fault", "1 while the store refuses work after a fault of the disk",
        () -> store.fault().isPresent() ? 1 : 0, labels);
  }
}
