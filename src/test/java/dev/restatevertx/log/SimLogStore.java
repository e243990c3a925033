package dev.restatevertx.log;

import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.log.core.LogServerCore;
import dev.restatevertx.log.core.LogletMeta;
import dev.restatevertx.log.core.LogletMetaCodec;
import dev.restatevertx.log.core.LogletMutations;
import dev.restatevertx.log.core.ReadReply;
import dev.restatevertx.log.core.ReadRequest;
import dev.restatevertx.log.core.RecordCodec;
import dev.restatevertx.log.core.StoreStatus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The store of a simulated log server: a write-ahead log of framed batches on a {@link SimDisk}, records and rows in
 * the server's own encoding, and what they make in memory.
 */
final class SimLogStore {
  private static final int FRAME_BYTES = 8;

  private final SimDisk disk;
  private final TreeMap<Long, TreeMap<Long, byte[]>> records = new TreeMap<>();
  private final TreeMap<Long, byte[]> metas = new TreeMap<>();

  /** Reads back what the disk holds; a torn end is cut off. */
  SimLogStore(SimDisk disk) {
    this.disk = disk;
    byte[] all = disk.contents();
    int at = 0;
    while (at + FRAME_BYTES <= all.length) {
      int length = ByteBuffer.wrap(all).getInt(at);
      if (length < 0 || at + FRAME_BYTES + length > all.length) {
        break;
      }
      CRC32C crc = new CRC32C();
      crc.update(all, at + FRAME_BYTES, length);
      if ((int) crc.getValue() != ByteBuffer.wrap(all).getInt(at + Integer.BYTES)) {
        break;
      }
      apply(ByteBuffer.wrap(all, at + FRAME_BYTES, length));
      at += FRAME_BYTES + length;
    }
    disk.truncate(at);
  }

  LogServerCore restored() {
    LogServerCore core = new LogServerCore();
    for (Map.Entry<Long, byte[]> meta : metas.entrySet()) {
      long logletId = meta.getKey();
      TreeMap<Long, byte[]> held = records.getOrDefault(logletId, new TreeMap<>());
      core.restore(
          logletId,
          LogletMetaCodec.decode(logletId, meta.getValue()).orElseThrow(),
          held.isEmpty() ? 0 : held.lastKey());
    }
    return core;
  }

  /** The changes of one group commit. */
  static final class Batch implements LogletMutations {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    boolean isEmpty() {
      return bytes.size() == 0;
    }

    @Override
    public void putRecord(long logletId, long offset, LogRecord record) {
      put('r', logletId, offset, RecordCodec.encode(logletId, offset, record));
    }

    @Override
    public void putMeta(long logletId, LogletMeta meta) {
      put('m', logletId, 0, LogletMetaCodec.encode(logletId, meta));
    }

    @Override
    public void removeRecords(long logletId, long from, long to) {
      put('d', logletId, from, ByteBuffer.allocate(Long.BYTES).putLong(0, to).array());
    }

    private void put(char kind, long logletId, long offset, byte[] value) {
      ByteBuffer head = ByteBuffer.allocate(1 + 2 * Long.BYTES + Integer.BYTES);
      head.put((byte) kind).putLong(logletId).putLong(offset).putInt(value.length);
      bytes.writeBytes(head.array());
      bytes.writeBytes(value);
    }

    byte[] frame() {
      byte[] payload = bytes.toByteArray();
      CRC32C crc = new CRC32C();
      crc.update(payload);
      return ByteBuffer.allocate(FRAME_BYTES + payload.length)
          .putInt(payload.length)
          .putInt((int) crc.getValue())
          .put(payload)
          .array();
    }
  }

  /** Writes, not yet durably. */
  void write(Batch batch) {
    disk.write(batch.frame());
    apply(ByteBuffer.wrap(batch.bytes.toByteArray()));
  }

  private void apply(ByteBuffer ops) {
    while (ops.hasRemaining()) {
      char kind = (char) ops.get();
      long logletId = ops.getLong();
      long offset = ops.getLong();
      byte[] value = new byte[ops.getInt()];
      ops.get(value);
      TreeMap<Long, byte[]> held = records.computeIfAbsent(logletId, _ -> new TreeMap<>());
      switch (kind) {
        case 'r' -> held.put(offset, value);
        case 'm' -> metas.put(logletId, value);
        case 'd' -> held.subMap(offset, true, ByteBuffer.wrap(value).getLong(), true).clear();
        default -> throw new AssertionError("Expected an operation, but got " + kind);
      }
    }
  }

  ReadReply read(ReadRequest request) {
    long logletId = request.logletId();
    TreeMap<Long, byte[]> held = records.getOrDefault(logletId, new TreeMap<>());
    List<LogRecord> found = new ArrayList<>();
    long bytes = 0;
    for (long offset = request.from(); offset < request.to() && bytes < request.maxBytes(); offset++) {
      byte[] stored = held.get(offset);
      if (stored == null) {
        break;
      }
      LogRecord record = RecordCodec.decode(logletId, offset, stored).orElseThrow();
      found.add(record);
      bytes += record.body().length();
    }
    if (!found.isEmpty()) {
      return new ReadReply.Records(found);
    }
    long trimPoint =
        Optional.ofNullable(metas.get(logletId))
            .flatMap(row -> LogletMetaCodec.decode(logletId, row))
            .map(LogletMeta::trimPoint)
            .orElse(0L);
    return trimPoint >= request.from()
        ? new ReadReply.Trimmed(trimPoint)
        : new ReadReply.Failed(StoreStatus.CORRUPT, "no record at offset " + request.from());
  }
}
