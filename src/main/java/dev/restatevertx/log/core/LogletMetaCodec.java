package dev.restatevertx.log.core;

import dev.restatevertx.cluster.GenerationalNodeId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How {@link LogletMeta} is stored, numbers big-endian:
 *
 * <pre>
 *   0     u8   format, 1
 *   1     u32  CRC-32C of: loglet id u64, the bytes from 5 on
 *   5     u8   1 if sealed
 *   6     u64  trim point
 *   14    u64  known global tail
 *   22    u32  sequencer's node id, 0 if none
 *   26    u32  sequencer's generation
 * </pre>
 */
public final class LogletMetaCodec {
  private static final byte FORMAT = 1;
  private static final int LENGTH = 30;
  private static final int CHECKED_FROM = 5;

  private LogletMetaCodec() {}

  public static byte[] encode(long logletId, LogletMeta meta) {
    ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
    buffer.put(FORMAT).putInt(0).put((byte) (meta.sealed() ? 1 : 0));
    buffer.putLong(meta.trimPoint()).putLong(meta.knownGlobalTail());
    buffer.putInt(meta.sequencer().map(GenerationalNodeId::id).orElse(0));
    buffer.putInt(meta.sequencer().map(GenerationalNodeId::generation).orElse(0));
    buffer.putInt(1, checksum(logletId, buffer.array()));
    return buffer.array();
  }

  /** @return empty if the bytes are damaged or of an unknown format */
  public static Optional<LogletMeta> decode(long logletId, byte[] stored) {
    if (stored.length != LENGTH || stored[0] != FORMAT) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    if (buffer.getInt(1) != checksum(logletId, stored)) {
      return Optional.empty();
    }
    int node = buffer.getInt(22);
    return Optional.of(
        new LogletMeta(
            stored[CHECKED_FROM] != 0,
            buffer.getLong(6),
            buffer.getLong(14),
            node == 0 ? Optional.empty() : Optional.of(new GenerationalNodeId(node, buffer.getInt(26)))));
  }

  private static int checksum(long logletId, byte[] stored) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, logletId));
    crc.update(stored, CHECKED_FROM, stored.length - CHECKED_FROM);
    return (int) crc.getValue();
  }
}
