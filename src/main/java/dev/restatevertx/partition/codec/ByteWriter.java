package dev.restatevertx.partition.codec;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes values one after the other, without names or tags; {@link ByteReader} reads them in the same order.
 *
 * <p>Numbers are varints (seven bits a byte, lowest first), texts and byte strings are preceded by their length, lists
 * by their size, options by one byte.
 */
public final class ByteWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN).withInvokeExactBehavior();

  private byte[] array;
  private int position;

  /**
   * @param sizeHint bytes expected, more is fine
   */
  public ByteWriter(int sizeHint) {
    array = new byte[Math.max(16, sizeHint)];
  }

  /** What has been written; the writer must not be used after this. */
  public Bytes toBytes() {
    return Bytes.wrap(array, 0, position);
  }

  /** A copy of what has been written, after which the writer starts anew. */
  public byte[] takeCopy() {
    byte[] copy = Arrays.copyOf(array, position);
    position = 0;
    return copy;
  }

  public ByteWriter u8(int value) {
    room(1);
    array[position++] = (byte) value;
    return this;
  }

  public ByteWriter flag(boolean value) {
    return u8(value ? 1 : 0);
  }

  /** An enum's constant by its place: the order of an enum that is written is part of the format. */
  @SuppressWarnings("EnumOrdinal")
  public ByteWriter constant(Enum<?> value) {
    return u8(value.ordinal());
  }

  /** An int, read as unsigned. */
  public ByteWriter varint(int value) {
    return varlong(Integer.toUnsignedLong(value));
  }

  /** A long, read as unsigned. */
  public ByteWriter varlong(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      array[position++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[position++] = (byte) rest;
    return this;
  }

  /** Four bytes, big endian. */
  public ByteWriter fixed32(int value) {
    room(4);
    array[position++] = (byte) (value >>> 24);
    array[position++] = (byte) (value >>> 16);
    array[position++] = (byte) (value >>> 8);
    array[position++] = (byte) value;
    return this;
  }

  /** Eight bytes, big endian. */
  public ByteWriter fixed64(long value) {
    room(8);
    LONGS.set(array, position, value);
    position += 8;
    return this;
  }

  public ByteWriter bytes(Bytes value) {
    varint(value.length());
    return raw(value);
  }

  /** The bytes without their length. */
  public ByteWriter raw(Bytes value) {
    room(value.length());
    value.copyTo(array, position);
    position += value.length();
    return this;
  }

  /** A byte string that usually is a slice of {@code container}, which the reader has then: only where it lies. */
  // The very same array: equal content elsewhere does not do.
  @SuppressWarnings("ReferenceEquality")
  public ByteWriter within(Bytes container, Bytes part) {
    int from = part.offset() - container.offset();
    boolean inside =
        part.array() == container.array() && from >= 0 && from + part.length() <= container.length();
    return inside ? varint(from + 1).varint(part.length()) : varint(0).bytes(part);
  }

  public ByteWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, array, position, utf8.length);
    position += utf8.length;
    return this;
  }

  public ByteWriter id(InvocationId value) {
    room(InvocationId.BYTES);
    value.writeTo(array, position);
    position += InvocationId.BYTES;
    return this;
  }

  public <T> ByteWriter optional(Optional<T> value, BiConsumer<ByteWriter, T> writer) {
    flag(value.isPresent());
    value.ifPresent(present -> writer.accept(this, present));
    return this;
  }

  public <T> ByteWriter list(List<T> values, BiConsumer<ByteWriter, T> writer) {
    varint(values.size());
    for (T value : values) {
      writer.accept(this, value);
    }
    return this;
  }

  private void room(int bytes) {
    if (array.length - position < bytes) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, Math.addExact(position, bytes)));
    }
  }
}
