package dev.restatevertx.log.server;

import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.log.core.LogletMeta;
import dev.restatevertx.log.core.LogletMetaCodec;
import dev.restatevertx.log.core.LogletMutations;
import dev.restatevertx.log.core.RecordCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The changes of one group commit as a RocksDB batch. Records are encoded right into native memory. */
final class LogletBatch implements LogletMutations, AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long KEEP_BYTES_MAX = 4L << 20;

  /** A removed range of offsets, both included. */
  record Removed(long logletId, long from, long to) {}

  private final ByteBuffer key = ByteBuffer.allocateDirect(LogletKeys.DATA_BYTES);
  private final List<Removed> removed = new ArrayList<>();
  private ByteBuffer value = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private WriteBatch batch = new WriteBatch();
  private int records;

  @Override
  public void putRecord(long logletId, long offset, LogRecord record) {
    ByteBuffer target = room(RecordCodec.length(record));
    RecordCodec.encode(logletId, offset, record, target);
    target.flip();
    key.clear().put(LogletKeys.DATA).putLong(logletId).putLong(offset).flip();
    checked(() -> batch.put(key, target));
    records++;
  }

  @Override
  public void putMeta(long logletId, LogletMeta meta) {
    checked(() -> batch.put(LogletKeys.meta(logletId), LogletMetaCodec.encode(logletId, meta)));
  }

  @Override
  public void removeRecords(long logletId, long from, long to) {
    checked(() -> batch.deleteRange(LogletKeys.data(logletId, from), LogletKeys.data(logletId, to + 1)));
    removed.add(new Removed(logletId, from, to));
  }

  private ByteBuffer room(int bytes) {
    if (bytes <= value.capacity()) {
      return value.clear();
    }
    // A record this large is rare: its buffer is not kept.
    if (bytes > KEEP_BYTES_MAX) {
      return ByteBuffer.allocateDirect(bytes);
    }
    value = ByteBuffer.allocateDirect(Integer.highestOneBit(bytes - 1) << 1);
    return value;
  }

  WriteBatch batch() {
    return batch;
  }

  boolean isEmpty() {
    return batch.count() == 0;
  }

  int records() {
    return records;
  }

  /** What was removed since {@link #clear}. */
  List<Removed> removed() {
    return List.copyOf(removed);
  }

  void clear() {
    if (batch.getDataSize() > KEEP_BYTES_MAX) {
      batch.close();
      batch = new WriteBatch();
    } else {
      batch.clear();
    }
    records = 0;
    removed.clear();
  }

  @Override
  public void close() {
    batch.close();
  }

  private interface BatchCall {
    void run() throws RocksDBException;
  }

  /** A batch is memory: filling it fails only when there is a mistake in our own code. */
  private static void checked(BatchCall call) {
    try {
      call.run();
    } catch (RocksDBException e) {
      throw new IllegalStateException("Expected the batch to take a change, but it said: " + e.getMessage(), e);
    }
  }
}
