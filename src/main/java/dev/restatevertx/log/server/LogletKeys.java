package dev.restatevertx.log.server;

import java.nio.ByteBuffer;

/**
 * Keys of the store, numbers big-endian: {@code 'd' loglet u64 offset u64} for a record, {@code 'm' loglet u64} for
 * what is kept of a loglet, {@code 'f'} for the format's version.
 */
final class LogletKeys {
  static final byte DATA = 'd';
  static final byte META = 'm';
  static final int DATA_BYTES = 1 + 2 * Long.BYTES;
  static final int META_BYTES = 1 + Long.BYTES;

  private LogletKeys() {}

  static byte[] data(long logletId, long offset) {
    return ByteBuffer.allocate(DATA_BYTES).put(DATA).putLong(logletId).putLong(offset).array();
  }

  static byte[] meta(long logletId) {
    return ByteBuffer.allocate(META_BYTES).put(META).putLong(logletId).array();
  }

  static byte[] format() {
    return new byte[] {'f'};
  }

  static boolean isData(byte[] key) {
    return key.length == DATA_BYTES && key[0] == DATA;
  }

  static boolean isMeta(byte[] key) {
    return key.length == META_BYTES && key[0] == META;
  }

  static long logletId(byte[] key) {
    return ByteBuffer.wrap(key).getLong(1);
  }

  static long offset(byte[] key) {
    return ByteBuffer.wrap(key).getLong(1 + Long.BYTES);
  }
}
