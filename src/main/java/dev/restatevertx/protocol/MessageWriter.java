package dev.restatevertx.protocol;

import dev.restatevertx.base.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes protobuf fields in the order of the calls: the same calls give the same bytes. Nothing is left out, default
 * values included; whether to write a field is the caller's choice.
 */
public final class MessageWriter {
  private byte[] array;
  private int at;

  /** A writer that first has room for {@code capacity} bytes. */
  public MessageWriter(int capacity) {
    this.array = new byte[Math.max(capacity, 16)];
  }

  public int length() {
    return at;
  }

  public MessageWriter u64(int field, long value) {
    reserve(15);
    rawVarint((long) field << 3);
    rawVarint(value);
    return this;
  }

  public MessageWriter u32(int field, int value) {
    return u64(field, Integer.toUnsignedLong(value));
  }

  public MessageWriter bool(int field, boolean value) {
    return u64(field, value ? 1 : 0);
  }

  public MessageWriter bytes(int field, Bytes value) {
    header(field, value.length());
    raw(value);
    return this;
  }

  public MessageWriter text(int field, String value) {
    return bytes(field, Bytes.utf8(value));
  }

  /** Writes tag and length of a delimited field whose {@code length} bytes the caller writes next, or elsewhere. */
  public MessageWriter header(int field, int length) {
    reserve(10);
    rawVarint(((long) field << 3) | 2);
    rawVarint(length);
    return this;
  }

  /** A nested message. */
  public MessageWriter message(int field, MessageWriter nested) {
    header(field, nested.at);
    reserve(nested.at);
    System.arraycopy(nested.array, 0, array, at, nested.at);
    at += nested.at;
    return this;
  }

  /** Bytes as they are, without a tag. */
  public MessageWriter raw(Bytes value) {
    reserve(value.length());
    value.copyTo(array, at);
    at += value.length();
    return this;
  }

  /** Eight raw bytes, big endian. */
  MessageWriter rawLong(long value) {
    reserve(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      array[at++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Everything written; the writer must not be used any more. */
  public Bytes toBytes() {
    return Bytes.wrap(array, 0, at);
  }

  /** Encoded size of a delimited field with its tag. */
  public static int sizeOfDelimited(int field, int length) {
    return sizeOfVarint((long) field << 3) + sizeOfVarint(length) + length;
  }

  /** Number of bytes of the UTF-8 form. */
  public static int sizeOfText(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int sizeOfVarint(long value) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
  }

  private void reserve(int count) {
    if (array.length - at < count) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, Math.addExact(at, count)));
    }
  }

  private void rawVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      array[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[at++] = (byte) rest;
  }
}
