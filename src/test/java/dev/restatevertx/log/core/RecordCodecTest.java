package dev.restatevertx.log.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.cluster.Loglet;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bytes on disk: a change of the expected ones is a change of the format. */
class RecordCodecTest {
  private static final long LOGLET = Loglet.logletId(3, 7);
  private static final LogRecord RECORD =
      new LogRecord(1_767_225_600_123L, Bytes.utf8("hello"), Optional.of("not stored"));

  @Test
  void recordsHaveTheseBytes() {
    byte[] stored = RecordCodec.encode(LOGLET, 42, RECORD);
    assertEquals("0134cbc9ff0000019b76daa87b68656c6c6f", HexFormat.of().formatHex(stored));
    LogRecord read = RecordCodec.decode(LOGLET, 42, stored).orElseThrow();
    assertEquals(new LogRecord(RECORD.createdAt(), RECORD.body(), Optional.empty()), read);
    assertSame(stored, read.body().array(), "the body is not copied");
  }

  @Test
  void aBodyMayBeEmptyOrASlice() {
    LogRecord empty = new LogRecord(1, Bytes.EMPTY, Optional.empty());
    assertEquals(Optional.of(empty), RecordCodec.decode(1, 1, RecordCodec.encode(1, 1, empty)));
    LogRecord slice = new LogRecord(1, Bytes.utf8("xhellox").slice(1, 6), Optional.empty());
    assertEquals(Optional.of(slice), RecordCodec.decode(1, 1, RecordCodec.encode(1, 1, slice)));
  }

  @Test
  void anyFlippedBitAndAnyOtherPlaceIsNoticed() {
    byte[] stored = RecordCodec.encode(LOGLET, 42, RECORD);
    assertEquals(Optional.empty(), RecordCodec.decode(LOGLET, 43, stored));
    assertEquals(Optional.empty(), RecordCodec.decode(LOGLET + 1, 42, stored));
    for (int bit = 0; bit < stored.length * 8; bit++) {
      byte[] damaged = stored.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertEquals(Optional.empty(), RecordCodec.decode(LOGLET, 42, damaged), "bit " + bit);
    }
    for (int length = 0; length < stored.length; length++) {
      assertEquals(Optional.empty(), RecordCodec.decode(LOGLET, 42, Arrays.copyOf(stored, length)));
    }
  }

  @Test
  void rowsOfLogletsHaveTheseBytes() {
    LogletMeta meta = new LogletMeta(true, 17, 21, Optional.of(new GenerationalNodeId(1, 5)));
    byte[] stored = LogletMetaCodec.encode(LOGLET, meta);
    assertEquals(
        "01aa0083dc01000000000000001100000000000000150000000100000005", HexFormat.of().formatHex(stored));
    assertEquals(Optional.of(meta), LogletMetaCodec.decode(LOGLET, stored));
    assertEquals(Optional.empty(), LogletMetaCodec.decode(LOGLET + 1, stored));
    LogletMeta fresh = new LogletMeta(false, 0, 1, Optional.empty());
    assertEquals(Optional.of(fresh), LogletMetaCodec.decode(1, LogletMetaCodec.encode(1, fresh)));
    for (int bit = 0; bit < stored.length * 8; bit++) {
      byte[] damaged = stored.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertEquals(Optional.empty(), LogletMetaCodec.decode(LOGLET, damaged), "bit " + bit);
    }
  }
}
