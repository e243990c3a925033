package dev.restatevertx.metadata.server;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.metadata.core.StoreRows;
import dev.restatevertx.rocks.RocksStore;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/** Rows in the default column family of a RocksDB store whose writes are synced. */
public final class RocksRegisterDisk implements RegisterDisk {
  private final RocksStore store;

  /** On an open store, which stays the caller's to close. */
  public RocksRegisterDisk(RocksStore store) {
    this.store = store;
  }

  @Override
  public SortedMap<Bytes, Bytes> readAll() {
    return store.use(db -> {
      TreeMap<Bytes, Bytes> rows = new TreeMap<>();
      try (RocksIterator it = db.newIterator()) {
        for (it.seekToFirst(); it.isValid(); it.next()) {
          rows.put(Bytes.wrap(it.key()), Bytes.wrap(it.value()));
        }
        it.status();
      }
      return rows;
    });
  }

  @Override
  public void write(List<StoreRows.Write> writes) {
    store.use(db -> {
      try (WriteBatch batch = new WriteBatch()) {
        for (StoreRows.Write write : writes) {
          if (write.clearEntries()) {
            batch.deleteRange(StoreRows.entriesFrom().toByteArray(), StoreRows.entriesTo().toByteArray());
          }
          for (StoreRows.Row row : write.rows()) {
            batch.put(row.key().toByteArray(), row.value().toByteArray());
          }
        }
        db.write(store.writeOptions(), batch);
      }
      return true;
    });
  }

  @Override
  public boolean reopen() {
    return store.reopen();
  }
}
