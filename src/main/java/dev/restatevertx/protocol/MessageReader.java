package dev.restatevertx.protocol;

import dev.restatevertx.base.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/**
 * Reads the fields of one protobuf message in the order they come. Byte fields are slices of the message, nothing is
 * copied. A field that is not read is skipped, so unknown fields cost nothing.
 *
 * <pre>{@code
 * while (reader.next()) {
 *   switch (reader.field()) {
 *     case 1 -> key = reader.bytes();
 *     default -> {}
 *   }
 * }
 * }</pre>
 *
 * <p>Every method throws {@link MalformedMessageException} when the bytes are not what it reads.
 */
public final class MessageReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final byte[] array;
  private final int end;
  private int at;
  private int field;
  private int wireType;
  private boolean unread;

  public MessageReader(Bytes message) {
    this.array = message.array();
    this.at = message.offset();
    this.end = message.offset() + message.length();
  }

  /** Goes to the next field; false at the end of the message. */
  public boolean next() {
    if (unread) {
      skip();
    }
    if (at == end) {
      return false;
    }
    long tag = rawVarint();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (tag >>> 35 != 0 || field == 0) {
      throw malformed("a field number");
    }
    unread = true;
    return true;
  }

  /** Number of the current field. */
  public int field() {
    return field;
  }

  /** The current field as u64. */
  public long u64() {
    expect(VARINT);
    return rawVarint();
  }

  /** The current field as u32. */
  public int u32() {
    return (int) u64();
  }

  public boolean bool() {
    return u64() != 0;
  }

  /** The current field, a slice of the message. */
  public Bytes bytes() {
    expect(DELIMITED);
    int length = rawLength();
    Bytes value = Bytes.wrap(array, at, length);
    at += length;
    return value;
  }

  /** The current field as a string; it has to be valid UTF-8. */
  public String text() {
    Bytes value = bytes();
    String text = value.toUtf8();
    // A malformed sequence decodes to U+FFFD, which in turn encodes to something else.
    if (text.indexOf('\uFFFD') >= 0 && !value.equals(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)))) {
      throw malformed("UTF-8 text in field " + field);
    }
    return text;
  }

  /** The current field as a message. */
  public MessageReader message() {
    return new MessageReader(bytes());
  }

  /** Reads one occurrence of a repeated u32 field, packed or not. */
  public void u32s(IntConsumer consumer) {
    if (wireType != DELIMITED) {
      consumer.accept(u32());
      return;
    }
    MessageReader packed = message();
    while (packed.at < packed.end) {
      consumer.accept((int) packed.rawVarint());
    }
  }

  private void expect(int expected) {
    if (!unread || wireType != expected) {
      throw malformed("wire type " + expected + " in field " + field);
    }
    unread = false;
  }

  private void skip() {
    unread = false;
    switch (wireType) {
      case VARINT -> rawVarint();
      case FIXED64 -> advance(8);
      case DELIMITED -> advance(rawLength());
      case FIXED32 -> advance(4);
      default -> throw malformed("a known wire type in field " + field);
    }
  }

  private void advance(int count) {
    if (count > end - at) {
      throw malformed("more bytes in field " + field);
    }
    at += count;
  }

  private int rawLength() {
    long length = rawVarint();
    if (length < 0 || length > end - at) {
      throw malformed("more bytes in field " + field);
    }
    return (int) length;
  }

  private long rawVarint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at == end) {
        throw malformed("more bytes of a number");
      }
      byte b = array[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("a number of at most ten bytes");
  }

  private static MalformedMessageException malformed(String expected) {
    return new MalformedMessageException("Expected " + expected + ", but the message has none");
  }
}
