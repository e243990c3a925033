package dev.restatevertx.partition.store;

import dev.restatevertx.partition.state.StoreBatch;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Puts changes of one partition into a RocksDB batch. */
final class BatchWriter implements StoreBatch {
  private final WriteBatch batch;
  private final ColumnFamilyHandle family;

  BatchWriter(WriteBatch batch, ColumnFamilyHandle family) {
    this.batch = batch;
    this.family = family;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    try {
      batch.put(family, key, value);
    } catch (RocksDBException e) {
      throw new IllegalStateException("Expected a batch in memory to take a row, but failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void delete(byte[] key) {
    try {
      batch.delete(family, key);
    } catch (RocksDBException e) {
      throw new IllegalStateException("Expected a batch in memory to take a row, but failed: " + e.getMessage(), e);
    }
  }
}
