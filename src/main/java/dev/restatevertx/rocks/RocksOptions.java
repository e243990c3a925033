package dev.restatevertx.rocks;

import dev.restatevertx.base.Check;
import java.util.List;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Statistics;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/** The options of each kind of store. Whoever calls a factory closes what it made. */
final class RocksOptions {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final double FILTER_BITS_PER_KEY = 10;

  private RocksOptions() {}

  static DBOptions database(StoreKind kind, RocksBudget budget, Statistics statistics) {
    DBOptions options = plain(kind)
        .setCreateIfMissing(true)
        .setParanoidChecks(true)
        .setWriteBufferManager(budget.memtables(kind))
        .setMaxBackgroundJobs(budget.sizing().backgroundJobs())
        .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(MIB)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0)
        .setBytesPerSync(MIB)
        .setSkipStatsUpdateOnDbOpen(true);
    return switch (kind) {
      case LOG -> options
          .setStatistics(statistics)
          .setWalRecoveryMode(recoveryMode())
          .setMaxTotalWalSize(4 * budget.sizing().logMemtableBytes());
      case METADATA -> options
          .setStatistics(statistics)
          .setWalRecoveryMode(recoveryMode())
          .setMaxTotalWalSize(4 * MIB);
      // One thread writes a partition, and its batches are small: no need for the machinery of concurrent writers.
      case PARTITION -> options.setAvoidFlushDuringRecovery(true);
    };
  }

  /**
   * A record that is cut off at the end of the write-ahead log was never acknowledged, since its sync had not returned:
   * it is dropped. A record in the middle that does not match its checksum may have been acknowledged: opening fails.
   * Of the four modes this is the one that tells them apart; "point in time" would silently drop all that follows the
   * damage, "absolute consistency" would refuse after every power loss.
   */
  private static WALRecoveryMode recoveryMode() {
    return WALRecoveryMode.TolerateCorruptedTailRecords;
  }

  static ColumnFamilyOptions columnFamily(StoreKind kind, RocksBudget budget) {
    ColumnFamilyOptions options = new ColumnFamilyOptions()
        .setTableFormatConfig(tables(kind, budget))
        .setLevelCompactionDynamicLevelBytes(true)
        .setCompressionPerLevel(compression());
    return switch (kind) {
      case LOG -> options
          .setWriteBufferSize(Math.max(4 * MIB, budget.sizing().logMemtableBytes() / 2))
          .setMaxWriteBufferNumber(4)
          .setLevel0FileNumCompactionTrigger(8)
          .setTargetFileSizeBase(32 * MIB)
          .setMaxBytesForLevelBase(256 * MIB);
      // The shared budget decides when to flush; a small arena lets a partition at rest cost next to nothing.
      case PARTITION -> options
          .setWriteBufferSize(Math.max(4 * MIB, budget.sizing().partitionMemtableBytes() / 4))
          .setMaxWriteBufferNumber(4)
          .setArenaBlockSize(64 * KIB)
          .setLevel0FileNumCompactionTrigger(4)
          .setTargetFileSizeBase(16 * MIB)
          .setMaxBytesForLevelBase(64 * MIB);
      case METADATA -> options
          .setWriteBufferSize(MIB)
          .setArenaBlockSize(64 * KIB)
          .setMaxWriteBufferNumber(2);
    };
  }

  /** How the writes of a store are made durable. */
  static WriteOptions write(StoreKind kind) {
    return switch (kind) {
      case LOG, METADATA -> new WriteOptions().setSync(true);
      case PARTITION -> new WriteOptions().setDisableWAL(true);
    };
  }

  /** Blocks that are written once and soon compacted away are not worth the work. */
  private static List<CompressionType> compression() {
    CompressionType none = CompressionType.NO_COMPRESSION;
    CompressionType fast = CompressionType.LZ4_COMPRESSION;
    return List.of(none, none, fast, fast, fast, fast, fast);
  }

  private static BlockBasedTableConfig tables(StoreKind kind, RocksBudget budget) {
    return new BlockBasedTableConfig()
        .setBlockCache(budget.cache())
        .setBlockSize(
            switch (kind) {
              case LOG -> 32 * KIB;
              case PARTITION -> 16 * KIB;
              case METADATA -> 4 * KIB;
            })
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        .setPinL0FilterAndIndexBlocksInCache(true)
        .setPinTopLevelIndexAndFilter(true)
        .setIndexType(IndexType.kTwoLevelIndexSearch)
        .setPartitionFilters(true)
        .setMetadataBlockSize(4 * KIB)
        .setOptimizeFiltersForMemory(true)
        .setFilterPolicy(new BloomFilter(FILTER_BITS_PER_KEY))
        .setFormatVersion(6);
  }

  /** Options without a setter of their own: the manifest knows the log files, so that a lost one is noticed. */
  private static DBOptions plain(StoreKind kind) {
    if (kind == StoreKind.PARTITION) {
      return new DBOptions();
    }
    Properties properties = new Properties();
    properties.setProperty("track_and_verify_wals_in_manifest", "true");
    DBOptions options = DBOptions.getDBOptionsFromProps(properties);
    Check.that(options != null, "Expected RocksDB to know %s, but it does not", properties);
    return options;
  }
}
