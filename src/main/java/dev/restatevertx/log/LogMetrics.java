package dev.restatevertx.log;

import dev.restatevertx.log.server.LogServerCounters;
import dev.restatevertx.telemetry.Metrics;

/** Shows what the log counts. */
public final class LogMetrics {
  private LogMetrics() {}

  /** Registers the meters of a node's logs and of its log server. */
  public static void register(Metrics metrics, LogService service) {
    LogCounters logs = service.logs().counters();
    metrics.counter(
        "restate_bifrost_appended_records_total", "Records committed by sequencers of this node", logs::appendedRecords);
    metrics.counter(
        "restate_bifrost_appended_bytes_total", "Bytes of bodies committed by sequencers of this node",
        logs::appendedBytes);
    metrics.counter("restate_bifrost_append_failures_total", "Appends that failed", logs::failedAppends);
    metrics.counter(
        "restate_bifrost_records_read_total", "Records delivered to readers", logs::cachedDeliveries, "source", "cache");
    metrics.counter(
        "restate_bifrost_records_read_total", "Records delivered to readers", logs::storedDeliveries, "source", "store");
    metrics.counter(
        "restate_bifrost_chain_changes_total", "Writes of the log chains by this node", logs::chainChanges);
    metrics.gauge(
        "restate_bifrost_record_cache_bytes", "Bytes of records kept in memory for readers",
        service.logs()::cachedRecordBytes);
    LogServerCounters server = service.serverCounters();
    metrics.counter("restate_log_server_commits_total", "Group commits", server::commits);
    metrics.counter("restate_log_server_stored_records_total", "Records made durable", server::records);
    metrics.counter("restate_log_server_stored_bytes_total", "Bytes of batches made durable", server::bytes);
    metrics.counter(
        "restate_log_server_overloads_total", "Appends turned away since the queue was full", server::overloads);
    metrics.counter("restate_log_server_reads_total", "Batches read from the store", server::reads);
    metrics.counter(
        "restate_log_server_reclaims_total", "How often space of trimmed records was given back", server::reclaims);
    metrics.counter(
        "restate_log_server_write_errors_total", "How often the store could not write", server::writeErrors);
    metrics.counter(
        "restate_log_server_wal_syncs_total", "Syncs of the store's write-ahead log", service::walSyncs);
    metrics.counter(
        "restate_log_server_wal_bytes_total", "Bytes written to the store's write-ahead log", service::walBytes);
  }
}
