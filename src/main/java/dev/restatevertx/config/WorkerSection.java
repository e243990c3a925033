package dev.restatevertx.config;

import static dev.restatevertx.config.BackoffSection.exponential;

import dev.restatevertx.base.Backoff;
import java.time.Duration;
import java.util.OptionalInt;

/** {@code [worker]} with storage, invoker, snapshots and shuffle. */
final class WorkerSection {
  private static final long KIB = 1024;

  private WorkerSection() {}

  static WorkerConfig read(
      Section section, Section root, Sizing sizing, String clusterName, long messageSizeLimit, long memtables) {
    return new WorkerConfig(
        section.later().get("internal-queue-length", Types.COUNT, 1000),
        section.later().get("max-command-batch-size", Types.COUNT, 32),
        section.later().get("max-command-batch-bytes", Types.BYTES, Sizing.mebibytes(1)),
        section.get("self-proposal-queue-memory-limit", Types.BYTES, sizing.heapShare(8, messageSizeLimit)),
        section.later().get("data-service-memory-limit", Types.BYTES, sizing.heapShare(8, messageSizeLimit)),
        section.get("cleanup-interval", Types.POSITIVE_DURATION, Duration.ofHours(1)),
        section.later().get("trim-delay-interval", Types.DURATION, Duration.ofMinutes(10)),
        section.later().get("rule-book-poll-interval", Types.POSITIVE_DURATION, Duration.ofSeconds(30)),
        section.findCount("num-timers-in-memory-limit"),
        section.later().find("durability-mode", Types.oneOf(DurabilityMode.class)),
        section.get("implicit-ingress", Types.SWITCH, true),
        section.section("storage").later().find("rocksdb-disable-compact-on-deletion", Types.SWITCH).orElse(false),
        section.section("storage").later().get("rocksdb-disable-auto-memory-reclaimer", Types.SWITCH, false),
        StorageSection.read(
            section.section("storage"),
            root,
            new StorageSection.Defaults(memtables, 0.49, 2, Sizing.mebibytes(64), OptionalInt.of(2))),
        InvokerSection.read(section.section("invoker"), root, sizing, clusterName, messageSizeLimit),
        snapshots(section.section("snapshots").later()),
        ingestion(section.section("shuffle").later(), Sizing.mebibytes(10)));
  }

  private static SnapshotsConfig snapshots(Section section) {
    return new SnapshotsConfig(
        section.find("destination", Types.TEXT),
        section.find("snapshot-interval", Types.DURATION),
        section.findCount("snapshot-interval-num-records"),
        section.get("num-retained", Types.COUNT, 1),
        section.find("enable-cleanup", Types.SWITCH).orElse(true),
        section.findCount("export-concurrency-limit"),
        BackoffSection.read(
            section.section("object-store-retry-policy"), exponential(100, 2, OptionalInt.of(10), 10_000)),
        new ObjectStoreCredentials(
            section.find("aws-profile", Types.TEXT),
            section.find("aws-region", Types.TEXT),
            section.find("aws-access-key-id", Types.TEXT),
            section.findSecret("aws-secret-access-key"),
            section.findSecret("aws-session-token"),
            section.find("aws-endpoint-url", Types.TEXT),
            section.find("aws-allow-http", Types.SWITCH).orElse(false)));
  }

  /** A batching sender to partitions, as shuffle and Kafka ingestion are. */
  static IngestionConfig ingestion(Section section, long inflightMemoryBudget) {
    Backoff.Exponential reconnect = exponential(250, 2, OptionalInt.empty(), 3000);
    return new IngestionConfig(
        section.get("inflight-memory-budget", Types.BYTES, inflightMemoryBudget),
        section.get("request-batch-size", Types.BYTES, 50 * KIB),
        BackoffSection.read(section.section("connection-retry-policy"), reconnect));
  }
}
