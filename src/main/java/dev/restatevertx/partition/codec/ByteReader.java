package dev.restatevertx.partition.codec;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvariantViolation;
import dev.restatevertx.base.InvocationId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what {@link ByteWriter} wrote. Byte strings are slices of the source. What is cut short or out of range is an
 * {@link InvariantViolation}: these bytes were written by us and came back damaged.
 */
public final class ByteReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN).withInvokeExactBehavior();

  private final Bytes source;
  private int position;

  public ByteReader(Bytes source) {
    this.source = source;
  }

  public boolean atEnd() {
    return position == source.length();
  }

  /** Fails unless everything has been read. */
  public void expectEnd() {
    if (!atEnd()) {
      throw new InvariantViolation(
          "Expected a value to end after " + position + " bytes, but it has " + source.length());
    }
  }

  public int u8() {
    need(1);
    return source.at(position++) & 0xFF;
  }

  public boolean flag() {
    return u8() != 0;
  }

  public int varint() {
    long value = varlong();
    if (value >>> 32 != 0) {
      throw new InvariantViolation("Expected a number below 2^32, but got " + Long.toUnsignedString(value));
    }
    return (int) value;
  }

  public long varlong() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new InvariantViolation("Expected a number of at most ten bytes, but it goes on");
  }

  public int fixed32() {
    return u8() << 24 | u8() << 16 | u8() << 8 | u8();
  }

  public long fixed64() {
    need(8);
    long value = (long) LONGS.get(source.array(), source.offset() + position);
    position += 8;
    return value;
  }

  public Bytes bytes() {
    return raw(length());
  }

  /** The next {@code length} bytes. */
  public Bytes raw(int length) {
    need(length);
    Bytes value = source.slice(position, position + length);
    position += length;
    return value;
  }

  /** Everything that has not been read. */
  public Bytes rest() {
    return raw(source.length() - position);
  }

  /** Counterpart of {@link ByteWriter#within}. */
  public Bytes within(Bytes container) {
    int from = length();
    if (from == 0) {
      return bytes();
    }
    int size = length();
    if (from - 1 + size > container.length()) {
      throw new InvariantViolation("Expected a slice of " + container.length() + " bytes, but got " + from + "+" + size);
    }
    return container.slice(from - 1, from - 1 + size);
  }

  public String text() {
    return bytes().toUtf8();
  }

  public InvocationId id() {
    need(InvocationId.BYTES);
    InvocationId value = InvocationId.readFrom(source.array(), source.offset() + position);
    position += InvocationId.BYTES;
    return value;
  }

  public <T> Optional<T> optional(Function<ByteReader, T> reader) {
    return flag() ? Optional.of(reader.apply(this)) : Optional.empty();
  }

  public <T> List<T> list(Function<ByteReader, T> reader) {
    int size = length();
    // Every element has at least one byte: a damaged size must not make us reserve memory.
    need(size);
    if (size == 0) {
      return List.of();
    }
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(reader.apply(this));
    }
    return values;
  }

  /** One of an enum's constants. */
  public <E extends Enum<E>> E oneOf(E[] constants) {
    int index = u8();
    if (index >= constants.length) {
      throw new UnknownRecordException(
          "Expected one of " + constants.length + " " + constants[0].getDeclaringClass().getSimpleName()
              + ", but got number " + index);
    }
    return constants[index];
  }

  private int length() {
    int value = varint();
    if (value < 0) {
      throw new InvariantViolation("Expected a length below 2^31, but got " + Integer.toUnsignedString(value));
    }
    return value;
  }

  private void need(int bytes) {
    if (bytes < 0 || source.length() - position < bytes) {
      throw new InvariantViolation(
          "Expected " + bytes + " more bytes at " + position + ", but there are " + (source.length() - position));
    }
  }
}
