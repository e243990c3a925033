package dev.restatevertx.partition.store;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.OverlayWrite;
import dev.restatevertx.partition.state.Progress;
import dev.restatevertx.partition.state.StoreMiss;
import dev.restatevertx.partition.state.StoreReader;
import dev.restatevertx.partition.state.StoredRow;
import dev.restatevertx.partition.state.StoredRows;
import dev.restatevertx.partition.state.Tables;
import dev.restatevertx.rocks.RocksStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

/**
 * The rows of one partition: a column family of its own, without a write-ahead log. All of a partition lies in one
 * family, its progress included, so that what reaches the disk is always the state at one point of its log.
 *
 * <p>{@link #get} and {@link #scan} answer from memory only, on the partition's loop. What they miss is read by
 * {@link #load} on a thread that may wait, and handed back by {@link #accept}. {@link #write}, {@link #flush} and
 * {@link #forEach} may wait too. Failures are {@link dev.restatevertx.rocks.StorageException}s.
 *
 * <p>When the database is reopened after a fault, what was not flushed is gone: the partition has to start over from a
 * new {@link dev.restatevertx.partition.state.PartitionState} and the log.
 */
public final class PartitionStore implements StoreReader, AutoCloseable {
  /** A part of a scan holds about this much. */
  private static final long SCAN_BYTES = 64 << 10;

  private final RocksStore rocks;
  private final String family;
  private final ReadOptions inMemory = new ReadOptions().setReadTier(ReadTier.BLOCK_CACHE_TIER);
  private final ReadOptions anywhere = new ReadOptions();
  private final ReadOptions onDisk = new ReadOptions().setReadTier(ReadTier.PERSISTED_TIER);

  /** What was loaded for a reader that missed it; valid until the store changes. Used on the loop only. */
  private final Map<StoreMiss.Wanted, Loaded> loaded = new HashMap<>();

  private long version;

  /**
   * @param family name of the partition's column family, created if it is missing
   */
  public PartitionStore(RocksStore rocks, String family) {
    this.rocks = rocks;
    this.family = family;
    rocks.columnFamily(family);
  }

  /** The answer to a question that was a miss. */
  public sealed interface Answer {
    record Row(Optional<Bytes> value) implements Answer {}

    record Rows(StoredRows rows) implements Answer {}
  }

  /** An answer and the state of the store that it was read from. */
  public record Loaded(StoreMiss.Wanted wanted, Answer answer, long version) {}

  @Override
  public Optional<Bytes> get(Bytes key) {
    if (!loaded.isEmpty()
        && loaded.get(new StoreMiss.Wanted.Row(key)) instanceof Loaded(_, Answer.Row(var value), _)) {
      return value;
    }
    return rocks.use(
        db -> {
          try {
            return get(db, inMemory, key);
          } catch (RocksDBException e) {
            throw missOr(e, new StoreMiss.Wanted.Row(key));
          }
        });
  }

  @Override
  public StoredRows scan(Bytes from, Bytes to, int limit) {
    StoreMiss.Wanted wanted = new StoreMiss.Wanted.Rows(from, to, limit);
    if (!loaded.isEmpty() && loaded.get(wanted) instanceof Loaded(_, Answer.Rows(var rows), _)) {
      return rows;
    }
    return rocks.use(
        db -> {
          try {
            return scan(db, ReadTier.BLOCK_CACHE_TIER, from, to, limit);
          } catch (RocksDBException e) {
            throw missOr(e, wanted);
          }
        });
  }

  /** The version that a load begun now reads; to be asked on the loop and given to {@link #load}. */
  public long version() {
    return version;
  }

  /** Reads what was missed, from the disk if need be. Any thread; waits. */
  public Loaded load(StoreMiss miss, long atVersion) {
    Answer answer =
        rocks.use(
            db ->
                switch (miss.wanted()) {
                  case StoreMiss.Wanted.Row(var key) -> new Answer.Row(get(db, anywhere, key));
                  case StoreMiss.Wanted.Rows(var from, var to, var limit) ->
                      new Answer.Rows(scan(db, ReadTier.READ_ALL_TIER, from, to, limit));
                });
    return new Loaded(miss.wanted(), answer, atVersion);
  }

  /** Takes what was loaded, for the reader to try again. An answer that a write has overtaken is dropped. */
  public void accept(Loaded answer) {
    if (answer.version() == version) {
      loaded.put(answer.wanted(), answer);
    }
  }

  /** Forgets what was loaded: called on the loop when a write begins, when it ends, and when a reader got through. */
  public void forgetLoaded() {
    version++;
    loaded.clear();
  }

  /** Writes everything in one piece. Any thread; may wait when the database is behind with its flushes. */
  public void write(OverlayWrite write) {
    rocks.use(
        db -> {
          try (WriteBatch batch = new WriteBatch()) {
            BatchWriter writer = new BatchWriter(batch, rocks.columnFamily(family));
            write.encode(writer);
            db.write(rocks.writeOptions(), batch);
          }
          return write.progress();
        });
  }

  /** Brings everything written so far to the disk; answers the LSN that the disk has then. Waits. */
  public long flush() {
    rocks.use(
        db -> {
          try (FlushOptions options = new FlushOptions().setWaitForFlush(true).setAllowWriteStall(true)) {
            db.flush(options, rocks.columnFamily(family));
          }
          return family;
        });
    return durableLsn();
  }

  /** The last LSN whose effects are on the disk: nothing up to it is needed from the log any more. */
  public long durableLsn() {
    return rocks.use(db -> get(db, onDisk, Keys.progress()))
        .map(Tables.PROGRESS::decode)
        .orElse(Progress.NONE)
        .appliedLsn();
  }

  /** Bytes written and not flushed. */
  public long unflushedBytes() {
    return rocks.use(db -> db.getLongProperty(rocks.columnFamily(family), "rocksdb.cur-size-all-mem-tables"));
  }

  /**
   * Shows the rows from {@code from} (inclusive) to {@code to} (exclusive) as they are now, until {@code visitor} says
   * no. What the overlay has not written is not seen. Any thread; waits.
   */
  public void forEach(Bytes from, Bytes to, Predicate<StoredRow> visitor) {
    rocks.use(
        db -> {
          try (Slice end = new Slice(to.toByteArray());
              ReadOptions options = new ReadOptions().setIterateUpperBound(end);
              RocksIterator rows = db.newIterator(rocks.columnFamily(family), options)) {
            boolean goOn = true;
            for (rows.seek(from.toByteArray()); goOn && rows.isValid(); rows.next()) {
              goOn = visitor.test(new StoredRow(Bytes.wrap(rows.key()), Bytes.wrap(rows.value())));
            }
            rows.status();
          }
          return family;
        });
  }

  /** Removes the partition's rows for good. The store is of no use afterwards. */
  public void drop() {
    rocks.dropColumnFamily(family);
    close();
  }

  /** Releases the native options; the database stays open. */
  @Override
  public void close() {
    inMemory.close();
    anywhere.close();
    onDisk.close();
  }

  private Optional<Bytes> get(RocksDB db, ReadOptions options, Bytes key) throws RocksDBException {
    return Optional.ofNullable(db.get(rocks.columnFamily(family), options, key.toByteArray())).map(Bytes::wrap);
  }

  private StoredRows scan(RocksDB db, ReadTier tier, Bytes from, Bytes to, int limit) throws RocksDBException {
    List<StoredRow> found = new ArrayList<>();
    long bytes = 0;
    try (Slice end = new Slice(to.toByteArray());
        ReadOptions options = new ReadOptions().setReadTier(tier).setIterateUpperBound(end);
        RocksIterator rows = db.newIterator(rocks.columnFamily(family), options)) {
      for (rows.seek(from.toByteArray()); rows.isValid(); rows.next()) {
        if (found.size() == limit || bytes >= SCAN_BYTES) {
          return new StoredRows(found, true);
        }
        StoredRow row = new StoredRow(Bytes.wrap(rows.key()), Bytes.wrap(rows.value()));
        found.add(row);
        bytes += row.key().length() + row.value().length();
      }
      rows.status();
    }
    return new StoredRows(found, false);
  }

  private RuntimeException missOr(RocksDBException failure, StoreMiss.Wanted wanted) throws RocksDBException {
    Status status = failure.getStatus();
    if (status != null && status.getCode() == Status.Code.Incomplete) {
      return new StoreMiss(wanted);
    }
    throw failure;
  }
}
