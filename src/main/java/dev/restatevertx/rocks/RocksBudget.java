package dev.restatevertx.rocks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rocksdb.Env;
import org.rocksdb.LRUCache;
import org.rocksdb.Priority;
import org.rocksdb.WriteBufferManager;

/**
 * The memory and the threads that all stores of a node share. Memtables are charged to the block cache, so that its
 * capacity bounds everything. Close it after its stores.
 */
public final class RocksBudget implements AutoCloseable {
  /**
   * Two shards. Many small ones made every read five times dearer after the first flushes: an index or filter block
   * larger than its shard's share never stays.
   */
  private static final int SHARD_BITS = 1;

  private static final double INDEX_AND_FILTER_SHARE = 0.3;

  private final RocksSizing sizing;
  private final LRUCache cache;
  private final WriteBufferManager partitionMemtables;
  private final WriteBufferManager logMemtables;
  private final List<RocksStore> stores = new CopyOnWriteArrayList<>();

  public RocksBudget(RocksSizing sizing) {
    RocksNative.load();
    this.sizing = sizing;
    this.cache = new LRUCache(sizing.totalBytes(), SHARD_BITS, false, INDEX_AND_FILTER_SHARE);
    this.partitionMemtables = new WriteBufferManager(sizing.partitionMemtableBytes(), cache);
    this.logMemtables = new WriteBufferManager(sizing.logMemtableBytes(), cache);
    Env.getDefault().setBackgroundThreads(sizing.backgroundJobs(), Priority.LOW);
    Env.getDefault().setBackgroundThreads(Math.max(1, sizing.backgroundJobs() / 2), Priority.HIGH);
  }

  /** What it was made from. */
  public RocksSizing sizing() {
    return sizing;
  }

  /** The stores that are open, in the order in which they were opened. */
  public List<RocksStore> stores() {
    return List.copyOf(stores);
  }

  /** Bytes in the cache, memtables included. */
  public long usedBytes() {
    return cache.getUsage();
  }

  LRUCache cache() {
    return cache;
  }

  WriteBufferManager memtables(StoreKind kind) {
    return switch (kind) {
      case PARTITION -> partitionMemtables;
      case LOG, METADATA -> logMemtables;
    };
  }

  void opened(RocksStore store) {
    stores.add(store);
  }

  void closed(RocksStore store) {
    stores.remove(store);
  }

  @Override
  public void close() {
    partitionMemtables.close();
    logMemtables.close();
    cache.close();
  }
}
