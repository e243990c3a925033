package dev.restatevertx.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  @Test
  void readsGoldenFrames() {
    List<Frame> frames =
        new FrameDecoder(1024).decode(Bytes.fromHex("800c000000000004" + "08022200" + "0005800000000000"));
    assertEquals(
        List.of(
            new Frame(0x800C, false, Bytes.fromHex("08022200")),
            new Frame(MessageType.PROPOSE_RUN_COMPLETION, true, Bytes.EMPTY)),
        frames);
    assertEquals("800c000000000004", FrameHeader.encode(0x800C, 4).toHex());
  }

  @Test
  void givesTheSameFramesHoweverTheStreamIsCut() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<Frame> expected = new ArrayList<>();
      MessageWriter stream = new MessageWriter(64);
      int count = random.nextInt(1, 8);
      for (int i = 0; i < count; i++) {
        byte[] payload = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(200)];
        random.nextBytes(payload);
        int type = random.nextInt(0x10000);
        expected.add(new Frame(type, false, Bytes.wrap(payload)));
        stream.raw(FrameHeader.encode(type, payload.length)).raw(Bytes.wrap(payload));
      }
      Bytes bytes = stream.toBytes();
      FrameDecoder decoder = new FrameDecoder(1024);
      List<Frame> frames = new ArrayList<>();
      int at = 0;
      while (at < bytes.length()) {
        int next = Math.min(bytes.length(), at + 1 + random.nextInt(round % 3 == 0 ? 3 : 120));
        frames.addAll(decoder.decode(bytes.slice(at, next)));
        at = next;
      }
      assertEquals(expected, frames, "round " + round);
      assertTrue(decoder.atBoundary());
    }
  }

  @Test
  void refusesATooLargeMessageAtItsHeader() {
    FrameDecoder decoder = new FrameDecoder(100);
    assertEquals(List.of(), decoder.decode(Bytes.fromHex("04010000")));
    assertFalse(decoder.atBoundary());
    var thrown = assertThrows(MessageTooLargeException.class, () -> decoder.decode(Bytes.fromHex("00000065")));
    assertTrue(thrown.toString().contains("0x0401 has 101"), thrown::toString);
  }

  @Test
  void knowsThatAStreamEndsWithinAFrame() {
    FrameDecoder decoder = new FrameDecoder(100);
    decoder.decode(Bytes.fromHex("040100000000000401"));
    assertFalse(decoder.atBoundary());
  }
}
