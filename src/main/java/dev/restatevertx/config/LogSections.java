package dev.restatevertx.config;

import static dev.restatevertx.config.BackoffSection.exponential;

import dev.restatevertx.base.Backoff;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** {@code [bifrost]}, {@code [log-server]} and {@code [metadata-server]}. */
final class LogSections {
  private static final long KIB = 1024;
  private static final int MAX_NODESET = 128;

  private final Section root;
  private final Sizing sizing;

  LogSections(Section root, Sizing sizing) {
    this.root = root;
    this.sizing = sizing;
  }

  BifrostConfig bifrost(long messageSizeLimit) {
    Section section = root.section("bifrost");
    section.get("default-provider", SupportedOnly.LOG_PROVIDER, "replicated");
    localProvider(section.section("local").later());
    Section later = section.later();
    return new BifrostConfig(
        later.get("seal-retry-interval", Types.POSITIVE_DURATION, Duration.ofSeconds(2)),
        later.get("auto-recovery-interval", Types.POSITIVE_DURATION, Duration.ofSeconds(15)),
        later.get("append-retry-min-interval", Types.POSITIVE_DURATION, Duration.ofMillis(10)),
        later.get("append-retry-max-interval", Types.POSITIVE_DURATION, Duration.ofSeconds(1)),
        section.get("record-cache-memory-size", Types.BYTES_OR_ZERO, sizing.heapShare(8, Sizing.mebibytes(8))),
        later.get("record-size-limit", Types.BYTES, messageSizeLimit),
        later.get("disable-auto-improvement", Types.SWITCH, false),
        BackoffSection.read(section.section("read-retry-policy").later(), exponential(50, 2, OptionalInt.of(50), 1000)),
        replicatedLoglet(section.section("replicated-loglet")));
  }

  private static BifrostConfig.ReplicatedLogletConfig replicatedLoglet(Section section) {
    Section later = section.later();
    return new BifrostConfig.ReplicatedLogletConfig(
        section.get("maximum-inflight-records", Types.COUNT, 1000),
        later.get("rpc-timeout", Types.DURATION_RANGE, range(250)),
        later.get("store-timeout", Types.DURATION_RANGE, range(2000)),
        later.get("sequencer-inactivity-timeout", Types.POSITIVE_DURATION, Duration.ofSeconds(15)),
        later.get("readahead-records", Types.COUNT, 20),
        later.get("read-batch-size", Types.BYTES, 32 * KIB),
        later.get("readahead-trigger-ratio", Types.FRACTION, 0.5),
        section.find("default-nodeset-size", Types.integer(0, MAX_NODESET)).orElse(0),
        BackoffSection.find(section.section("sequencer-retry-policy").later(), retries()),
        BackoffSection.find(section.section("log-server-retry-policy").later(), retries()));
  }

  private static Backoff.Exponential retries() {
    return exponential(250, 2, OptionalInt.empty(), 3000);
  }

  private static DurationRange range(long minMillis) {
    return new DurationRange(Duration.ofMillis(minMillis), Duration.ofMinutes(1));
  }

  /** There is no local log provider here; its keys are known so that a configuration that has them goes on working. */
  private void localProvider(Section section) {
    StorageSection.read(
        section,
        root,
        new StorageSection.Defaults(Sizing.mebibytes(1), 0.5, 1, Sizing.mebibytes(64), OptionalInt.empty()));
    section.get("rocksdb-disable-wal", Types.SWITCH, false);
    section.get("rocksdb-disable-wal-fsync", Types.SWITCH, false);
    section.get("writer-batch-commit-count", Types.COUNT, 5000);
    section.get("writer-batch-commit-duration", Types.DURATION, Duration.ZERO);
  }

  LogServerConfig logServer(long memtables) {
    Section section = root.section("log-server");
    return new LogServerConfig(
        StorageSection.read(
            section,
            root,
            new StorageSection.Defaults(memtables, 0.5, 2, Sizing.mebibytes(128), OptionalInt.of(8))),
        section.get("rocksdb-disable-wal-fsync", Types.SWITCH, false),
        section.findCount("write-batch-commit-count"),
        section.find("write-batch-commit-bytes", Types.BYTES).map(OptionalLong::of).orElse(OptionalLong.empty()),
        section.findCount("incoming-network-queue-length"),
        section.later().get("rocksdb-enable-blob-separation", Types.SWITCH, false),
        section.later().get("rocksdb-partition-sst-by-log", Types.SWITCH, true),
        section.later().get("rocksdb-partition-sst-by-loglet", Types.SWITCH, false));
  }

  MetadataServerConfig metadataServer(long memtables) {
    Section section = root.section("metadata-server");
    Section later = section.later();
    section.find("type", SupportedOnly.METADATA_SERVER);
    return new MetadataServerConfig(
        later.get("request-queue-length", Types.COUNT, 32),
        later.get("raft-election-tick", Types.COUNT, 10),
        later.get("raft-heartbeat-tick", Types.COUNT, 2),
        later.get("raft-tick-interval", Types.POSITIVE_DURATION, Duration.ofMillis(100)),
        later.get("status-update-interval", Types.POSITIVE_DURATION, Duration.ofSeconds(5)),
        later.get("log-trim-threshold", Types.COUNT, 1000),
        later.get("auto-join", Types.SWITCH, true),
        StorageSection.read(
            section,
            root,
            new StorageSection.Defaults(memtables, 0.01, 1, Sizing.mebibytes(64), OptionalInt.empty())));
  }
}
