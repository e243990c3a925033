package dev.restatevertx.log.core;

import dev.restatevertx.base.Bytes;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How a record is stored, numbers big-endian:
 *
 * <pre>
 *   0     u8   format, 1
 *   1     u32  CRC-32C of: loglet id u64, offset u64, created at u64, body
 *   5     u64  created at, epoch millis
 *   13         body
 * </pre>
 *
 * The checksum covers where the record belongs, so that one which turns up in another place is not believed.
 */
public final class RecordCodec {
  /** Bytes before the body. */
  public static final int HEADER_BYTES = 13;

  private static final byte FORMAT = 1;
  private static final int CREATED_AT = 5;

  private RecordCodec() {}

  /** The stored form's length. */
  public static int length(LogRecord record) {
    return HEADER_BYTES + record.body().length();
  }

  /** Writes the stored form at the buffer's position; the only copy of the body that is made. */
  public static void encode(long logletId, long offset, LogRecord record, ByteBuffer target) {
    Bytes body = record.body();
    target.put(FORMAT);
    target.putInt(checksum(logletId, offset, record.createdAt(), body.array(), body.offset(), body.length()));
    target.putLong(record.createdAt());
    target.put(body.array(), body.offset(), body.length());
  }

  /** The stored form in an array of its own. */
  public static byte[] encode(long logletId, long offset, LogRecord record) {
    ByteBuffer target = ByteBuffer.allocate(length(record));
    encode(logletId, offset, record, target);
    return target.array();
  }

  /**
   * Reads a stored form; the body shares the array.
   *
   * @return empty if it is damaged or of an unknown format
   */
  public static Optional<LogRecord> decode(long logletId, long offset, byte[] stored) {
    if (stored.length < HEADER_BYTES || stored[0] != FORMAT) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    long createdAt = buffer.getLong(CREATED_AT);
    int bodyLength = stored.length - HEADER_BYTES;
    if (buffer.getInt(1) != checksum(logletId, offset, createdAt, stored, HEADER_BYTES, bodyLength)) {
      return Optional.empty();
    }
    return Optional.of(new LogRecord(createdAt, Bytes.wrap(stored, HEADER_BYTES, bodyLength), Optional.empty()));
  }

  private static int checksum(long logletId, long offset, long createdAt, byte[] body, int at, int length) {
    CRC32C crc = new CRC32C();
    byte[] head = new byte[3 * Long.BYTES];
    ByteBuffer.wrap(head).putLong(logletId).putLong(offset).putLong(createdAt);
    crc.update(head, 0, head.length);
    crc.update(body, at, length);
    return (int) crc.getValue();
  }
}
