package dev.restatevertx.config;

import java.util.Optional;
import java.util.OptionalInt;

/** The RocksDB keys, which each of the stores has. Those of the top level are the stores' defaults. */
final class StorageSection {
  private static final Type<RocksDbLogLevel> LOG_LEVEL = Types.oneOf(RocksDbLogLevel.class);
  private static final Type<RocksDbStatisticsLevel> STATISTICS_LEVEL = Types.oneOf(RocksDbStatisticsLevel.class);
  private static final long COMPACTION_READAHEAD = 1_992_294; // "1.9 MiB"

  /**
   * What differs between stores.
   *
   * @param memoryBudget bytes
   * @param memoryRatio of the memtables' budget
   * @param maxFileSize bytes
   * @param l0CompactionTrigger files, if not RocksDB's own default
   */
  record Defaults(
      long memoryBudget,
      double memoryRatio,
      int backgroundCompactions,
      long maxFileSize,
      OptionalInt l0CompactionTrigger) {}

  private final Section section;
  private final Section root;

  private StorageSection(Section section, Section root) {
    this.section = section;
    this.root = root;
  }

  static RocksDbConfig read(Section section, Section root, Defaults defaults) {
    return new StorageSection(section, root).read(defaults);
  }

  private RocksDbConfig read(Defaults defaults) {
    return new RocksDbConfig(
        section.get("rocksdb-memory-budget", Types.BYTES, defaults.memoryBudget()),
        section.get("rocksdb-memory-ratio", Types.FRACTION, defaults.memoryRatio()),
        get("rocksdb-disable-direct-io-for-reads", Types.SWITCH, true),
        get("rocksdb-disable-direct-io-for-flush-and-compactions", Types.SWITCH, true),
        get("rocksdb-disable-statistics", Types.SWITCH, false),
        get("rocksdb-statistics-level", STATISTICS_LEVEL, RocksDbStatisticsLevel.EXCEPT_TIMERS),
        get("rocksdb-compaction-readahead-size", Types.BYTES, COMPACTION_READAHEAD),
        get("rocksdb-disable-auto-compactions", Types.SWITCH, false),
        get("rocksdb-log-level", LOG_LEVEL, RocksDbLogLevel.ERROR),
        get("rocksdb-log-keep-file-num", Types.COUNT, 1),
        get("rocksdb-log-max-file-size", Types.BYTES, Sizing.mebibytes(61)),
        get("rocksdb-block-size", Types.BYTES, 64L << 10),
        get("rocksdb-disable-wal-compression", Types.SWITCH, false),
        get("rocksdb-disable-l0-l1-compression", Types.SWITCH, false),
        get("rocksdb-max-background-flushes", Types.COUNT, 1),
        get("rocksdb-max-background-compactions", Types.COUNT, defaults.backgroundCompactions()),
        get("rocksdb-max-sub-compactions", Types.COUNT, 1),
        get("rocksdb-max-file-size", Types.BYTES, defaults.maxFileSize()),
        get("rocksdb-writable-file-max-buffer-size", Types.BYTES, Sizing.mebibytes(1)),
        section.later().get("rocksdb-l0-num-compaction-trigger", Types.LIMIT, defaults.l0CompactionTrigger()),
        walDir());
  }

  private <T> T get(String name, Type<T> type, T fallback) {
    return section.later().get(name, type, root.later().find(name, type).orElse(fallback));
  }

  private Optional<String> walDir() {
    return section.later().find("rocksdb-wal-dir", Types.TEXT);
  }
}
