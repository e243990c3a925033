package dev.restatevertx.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One RocksDB store. Sizes are in bytes.
 *
 * @param memoryBudget memtables of this store (computed)
 * @param memoryRatio share of the memtables' budget, where the budget is computed from it
 * @param walDir another directory for the write-ahead log
 */
public record RocksDbConfig(
    long memoryBudget,
    double memoryRatio,
    boolean disableDirectIoForReads,
    boolean disableDirectIoForFlushAndCompactions,
    boolean disableStatistics,
    RocksDbStatisticsLevel statisticsLevel,
    long compactionReadaheadSize,
    boolean disableAutoCompactions,
    RocksDbLogLevel logLevel,
    int logKeepFileNum,
    long logMaxFileSize,
    long blockSize,
    boolean disableWalCompression,
    boolean disableL0L1Compression,
    int maxBackgroundFlushes,
    int maxBackgroundCompactions,
    int maxSubCompactions,
    long maxFileSize,
    long writableFileMaxBufferSize,
    OptionalInt l0CompactionTrigger,
    Optional<String> walDir) {}
