package dev.restatevertx.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable slice of a byte array: array, offset, length. Slicing copies nothing. Immutability is a convention for
 * {@link #wrap} and {@link #array}: whoever wraps an array gives it away, whoever looks at the backing array only reads
 * it.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** The whole array, not copied: the caller must not write to it any more. */
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
  }

  /** {@code length} bytes from {@code offset}, not copied: the caller must not write to them any more. */
  public static Bytes wrap(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return length == 0 ? EMPTY : new Bytes(array, offset, length);
  }

  /** A copy of the array, which stays the caller's. */
  public static Bytes copyOf(byte[] array) {
    return wrap(array.clone());
  }

  /** The UTF-8 form of the text; an unpaired surrogate becomes {@code ?}. */
  public static Bytes utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Bytes from hexadecimal digits of either case, without separators.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Bytes fromHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex));
  }

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  public byte at(int index) {
    return array[offset + Objects.checkIndex(index, length)];
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive), sharing this slice's array. */
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, length);
    if (from == to) {
      return EMPTY;
    }
    return to - from == length ? this : new Bytes(array, offset + from, to - from);
  }

  /** A fresh array with these bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** Decodes UTF-8; a malformed sequence becomes U+FFFD. */
  public String toUtf8() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  /** The backing array, for codecs: only read it, and only from {@link #offset} for {@link #length} bytes. */
  public byte[] array() {
    return array;
  }

  /** Where this slice begins in {@link #array}. */
  public int offset() {
    return offset;
  }

  /** Copies all bytes into {@code target}, beginning at index {@code at}. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /** A read-only buffer over these bytes, not copied. */
  public ByteBuffer asReadOnlyBuffer() {
    return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
  }

  /** Lower-case hexadecimal digits without separators. */
  public String toHex() {
    return HexFormat.of().formatHex(array, offset, offset + length);
  }

  /** Lexicographic order of unsigned bytes; a prefix comes first. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** The length and at most the first 32 bytes: for messages and debugging. */
  @Override
  public String toString() {
    int shown = Math.min(length, 32);
    return length + " B " + slice(0, shown).toHex() + (shown < length ? "…" : "");
  }
}
