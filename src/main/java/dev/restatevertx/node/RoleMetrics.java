package dev.restatevertx.node;

import dev.restatevertx.ingress.IngressRole;
import dev.restatevertx.log.server.LogService;
import dev.restatevertx.telemetry.Metrics;
import dev.restatevertx.worker.PartitionProcessor;
import dev.restatevertx.worker.WorkerRole;

/** What the roles count, for Prometheus. */
final class RoleMetrics {
  private RoleMetrics() {}

  static void bind(Metrics metrics, LogService log) {
    var appends = log.logs().counters();
    metrics.counter(
        "restate_bifrost_appended_records_total", "Records committed to logs", appends::appendedRecords);
    metrics.counter("restate_bifrost_appended_bytes_total", "Bytes committed to logs", appends::appendedBytes);
    metrics.counter("restate_bifrost_failed_appends_total", "Appends that failed", appends::failedAppends);
    metrics.counter(
        "restate_bifrost_cached_deliveries_total", "Records read from memory", appends::cachedDeliveries);
    metrics.counter(
        "restate_bifrost_stored_deliveries_total", "Records read from the log store", appends::storedDeliveries);
    metrics.gauge(
        "restate_bifrost_record_cache_bytes", "Bytes of records kept in memory", log.logs()::cachedRecordBytes);
    var server = log.serverCounters();
    metrics.counter("restate_log_server_store_records_total", "Records stored", server::records);
    metrics.counter("restate_log_server_store_bytes_total", "Bytes stored", server::bytes);
    metrics.counter("restate_log_server_commits_total", "Group commits", server::commits);
    metrics.counter(
        "restate_log_server_overloads_total", "Appends refused because the queue was full", server::overloads);
    metrics.counter("restate_log_server_write_errors_total", "Writes that failed", server::writeErrors);
  }

  static void bind(Metrics metrics, WorkerRole worker) {
    metrics.gauge("restate_num_active_partitions", "Partitions of this node", () -> worker.processors().size());
    metrics.gauge(
        "restate_num_active_partition_leaders",
        "Partitions that this node leads",
        () -> count(worker, PartitionProcessor.Phase.LEADING));
    metrics.gauge(
        "restate_num_broken_partitions",
        "Partitions that cannot apply their log; the node's log says why",
        () -> count(worker, PartitionProcessor.Phase.BROKEN));
  }

  static void bind(Metrics metrics, IngressRole ingress) {
    metrics.gauge(
        "restate_ingress_requests_in_progress", "Requests being answered", ingress::requestsInProgress);
    metrics.gauge(
        "restate_ingress_body_bytes_in_progress",
        "Bytes of the bodies of requests being answered",
        ingress::bodyBytesInProgress);
  }

  private static long count(WorkerRole worker, PartitionProcessor.Phase phase) {
    return worker.processors().values().stream().filter(processor -> processor.phase() == phase).count();
  }
}
