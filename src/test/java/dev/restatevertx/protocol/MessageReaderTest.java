package dev.restatevertx.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
  @Test
  void skipsWhatIsNotRead() {
    // field 1 varint 300, field 2 fixed64, field 3 fixed32, field 4 bytes, field 12 text
    MessageReader reader =
        new MessageReader(Bytes.fromHex("08ac02" + "110102030405060708" + "1d01020304" + "2203aabbcc" + "620161"));
    String name = "";
    while (reader.next()) {
      if (reader.field() == 12) {
        name = reader.text();
      }
    }
    assertEquals("a", name);
  }

  @Test
  void slicesShareTheArray() {
    Bytes message = Bytes.fromHex("0a03aabbcc");
    MessageReader reader = new MessageReader(message);
    assertTrue(reader.next());
    Bytes value = reader.bytes();
    assertEquals("aabbcc", value.toHex());
    assertSame(message.array(), value.array());
    assertFalse(reader.next());
  }

  @Test
  void readsPackedAndUnpackedNumbers() {
    List<Integer> numbers = new ArrayList<>();
    MessageReader reader = new MessageReader(Bytes.fromHex("0a03018002" + "0807"));
    while (reader.next()) {
      reader.u32s(numbers::add);
    }
    assertEquals(List.of(1, 256, 7), numbers);
  }

  @Test
  void refusesBrokenBytes() {
    for (String hex :
        List.of("08", "0a05aa", "0aff", "00", "0b", "0dffff", "08ffffffffffffffffffff01", "0affffffffffffffff7f")) {
      MessageReader reader = new MessageReader(Bytes.fromHex(hex));
      assertThrows(
          MalformedMessageException.class,
          () -> {
            while (reader.next()) {
              reader.field();
            }
          },
          hex);
    }
    MessageReader text = new MessageReader(Bytes.fromHex("0a01ff"));
    assertTrue(text.next());
    assertThrows(MalformedMessageException.class, text::text);
    MessageReader replacement = new MessageReader(Bytes.fromHex("0a03efbfbd"));
    assertTrue(replacement.next());
    assertEquals("\uFFFD", replacement.text());
  }
}
