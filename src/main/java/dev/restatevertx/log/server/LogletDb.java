package dev.restatevertx.log.server;

import dev.restatevertx.cluster.Loglet;
import dev.restatevertx.log.LogException;
import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.log.core.LogServerCore;
import dev.restatevertx.log.core.LogletMeta;
import dev.restatevertx.log.core.LogletMetaCodec;
import dev.restatevertx.log.core.ReadReply;
import dev.restatevertx.log.core.ReadRequest;
import dev.restatevertx.log.core.RecordCodec;
import dev.restatevertx.log.core.StoreStatus;
import dev.restatevertx.rocks.RocksBudget;
import dev.restatevertx.rocks.RocksStore;
import dev.restatevertx.rocks.StorageException;
import dev.restatevertx.rocks.StoreKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteOptions;

/**
 * The store of a log server: one RocksDB with one column family. Its write-ahead log is the durability: a torn end is
 * cut off when it is opened, which nobody was told of yet; damage further inside is refused.
 */
final class LogletDb implements AutoCloseable {
  private static final byte FORMAT = 1;

  private final RocksStore store;
  private final WriteOptions writeOptions;

  private LogletDb(RocksStore store, boolean fsync) {
    this.store = store;
    this.writeOptions = new WriteOptions().setSync(fsync);
  }

  /**
   * Opens the store in {@code dir}, which is made if it is not there.
   *
   * @throws StorageException if it is damaged, in use, or the disk fails
   * @throws LogException if its format is not known here
   */
  static LogletDb open(Path dir, RocksBudget budget, boolean fsync) {
    RocksStore store = RocksStore.open(dir, StoreKind.LOG, budget);
    LogletDb opened = new LogletDb(store, fsync);
    try {
      opened.checkFormat();
      return opened;
    } catch (StorageException | LogException e) {
      opened.close();
      throw e;
    }
  }

  private void checkFormat() {
    Optional<byte[]> found = store.use(db -> Optional.ofNullable(db.get(LogletKeys.format())));
    if (found.isEmpty()) {
      probe();
    } else if (found.get().length != 1 || found.get()[0] != FORMAT) {
      throw new LogException(
          LogException.Reason.CORRUPT,
          "Expected a log store of format " + FORMAT + " in " + store.dir()
              + ", but this one was written by another version of the server; start that one");
    }
  }

  /** Writes and syncs a row, to see whether it is possible. */
  private void probe() {
    var _ =
        store.use(
            db -> {
              db.put(writeOptions, LogletKeys.format(), new byte[] {FORMAT});
              return true;
            });
  }

  /**
   * The rules with what is stored.
   *
   * @throws LogException if a row is damaged
   */
  LogServerCore restored() {
    LogServerCore core = new LogServerCore();
    return store.use(
        db -> {
          try (RocksIterator rows = db.newIterator()) {
            List<Long> known = new ArrayList<>();
            rows.seek(new byte[] {LogletKeys.META});
            for (; rows.isValid() && LogletKeys.isMeta(rows.key()); rows.next()) {
              known.add(LogletKeys.logletId(rows.key()));
            }
            rows.status();
            // Every loglet that has records has a row: it is written with the first ones.
            for (long logletId : known) {
              core.restore(logletId, meta(db, logletId), lastOffset(rows, logletId));
            }
            return core;
          }
        });
  }

  private static long lastOffset(RocksIterator rows, long logletId) throws RocksDBException {
    rows.seekForPrev(LogletKeys.data(logletId, -1));
    rows.status();
    boolean found = rows.isValid() && LogletKeys.isData(rows.key()) && LogletKeys.logletId(rows.key()) == logletId;
    return found ? LogletKeys.offset(rows.key()) : 0;
  }

  private static LogletMeta meta(RocksDB db, long logletId) throws RocksDBException {
    byte[] stored = db.get(LogletKeys.meta(logletId));
    if (stored == null) {
      return new LogletMeta(false, 0, 1, Optional.empty());
    }
    return LogletMetaCodec.decode(logletId, stored)
        .orElseThrow(
            () ->
                new LogException(
                    LogException.Reason.CORRUPT, "the row of loglet " + Loglet.text(logletId) + " is damaged"));
  }

  /**
   * Makes a batch durable.
   *
   * @throws StorageException if that is not possible; the store refuses work then until {@link #reopen}
   */
  void write(LogletBatch batch) {
    var _ =
        store.use(
            db -> {
              db.write(writeOptions, batch.batch());
              return true;
            });
  }

  /**
   * Tries to get back to work after a failed write.
   *
   * @return the rules with what is stored, or empty if it still cannot be written to
   */
  Optional<LogServerCore> reopen() {
    if (!store.reopen()) {
      return Optional.empty();
    }
    try {
      probe();
      return Optional.of(restored());
    } catch (StorageException _) {
      return Optional.empty();
    }
  }

  /** Reads what is there of a range; any thread. A range that cannot be read says nothing about the others. */
  ReadReply read(ReadRequest request) {
    try {
      return store.use(
          db -> {
            try {
              return read(db, request);
            } catch (RocksDBException e) {
              boolean damaged = e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption;
              return new ReadReply.Failed(
                  damaged ? StoreStatus.CORRUPT : StoreStatus.UNAVAILABLE,
                  "loglet " + Loglet.text(request.logletId()) + " cannot be read: " + e.getMessage());
            }
          });
    } catch (StorageException e) {
      return new ReadReply.Failed(StoreStatus.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (LogException e) {
      return new ReadReply.Failed(StoreStatus.CORRUPT, String.valueOf(e.getMessage()));
    }
  }

  private static ReadReply read(RocksDB db, ReadRequest request) throws RocksDBException {
    List<LogRecord> records = new ArrayList<>();
    long logletId = request.logletId();
    long expected = request.from();
    long bytes = 0;
    try (Slice end = new Slice(LogletKeys.data(logletId, request.to()));
        ReadOptions readOptions = new ReadOptions().setIterateUpperBound(end).setFillCache(false);
        RocksIterator rows = db.newIterator(readOptions)) {
      for (rows.seek(LogletKeys.data(logletId, expected)); rows.isValid() && bytes < request.maxBytes(); rows.next()) {
        long offset = LogletKeys.offset(rows.key());
        if (offset != expected) {
          break;
        }
        Optional<LogRecord> record = RecordCodec.decode(logletId, offset, rows.value());
        if (record.isEmpty()) {
          return damaged(logletId, offset, "is damaged");
        }
        records.add(record.get());
        bytes += record.get().body().length();
        expected++;
      }
      rows.status();
    }
    if (!records.isEmpty()) {
      return new ReadReply.Records(records);
    }
    long trimPoint = meta(db, logletId).trimPoint();
    return trimPoint >= request.from()
        ? new ReadReply.Trimmed(trimPoint)
        : damaged(logletId, request.from(), "is missing");
  }

  private static ReadReply damaged(long logletId, long offset, String what) {
    return new ReadReply.Failed(
        StoreStatus.CORRUPT,
        "Expected a record at offset " + offset + " of loglet " + Loglet.text(logletId) + ", but it " + what);
  }

  /** Gives the space of removed records back to the file system; any thread, takes its time. */
  void reclaim(List<LogletBatch.Removed> ranges) {
    for (LogletBatch.Removed range : ranges) {
      byte[] begin = LogletKeys.data(range.logletId(), 0);
      byte[] end = LogletKeys.data(range.logletId(), range.to() + 1);
      var _ =
          store.use(
              db -> {
                db.deleteFilesInRanges(db.getDefaultColumnFamily(), List.of(begin, end), false);
                db.compactRange(begin, end);
                return true;
              });
    }
  }

  /** Makes compactions end early, before {@link #close}. */
  void stopBackgroundWork() {
    store.db().cancelAllBackgroundWork(false);
  }

  /** How often the write-ahead log was synced since the store was opened. */
  long walSyncs() {
    return store.walSyncs();
  }

  /** Bytes written to the write-ahead log since the store was opened. */
  long walBytes() {
    return store.walBytes();
  }

  @Override
  public void close() {
    store.close();
    writeOptions.close();
  }
}
