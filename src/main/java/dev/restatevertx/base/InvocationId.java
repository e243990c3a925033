package dev.restatevertx.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The id of an invocation. Order is that of its 24 bytes: by partition key, then by UUID, unsigned.
 *
 * @param partitionKey unsigned; decides the partition
 * @param uuidHigh the first 64 bits of the UUID
 * @param uuidLow the last 64 bits of the UUID
 */
public record InvocationId(long partitionKey, long uuidHigh, long uuidLow) implements Comparable<InvocationId> {
  /** Length of the binary form. */
  public static final int BYTES = 24;

  private static final String PREFIX = "inv";
  private static final int BODY_LENGTH = Base62.WIDTH_64 + Base62.WIDTH_128;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN).withInvokeExactBehavior();

  /** {@code inv_1…}, 38 characters. Ids of equal partition key share the first 16 of them. */
  @Override
  public String toString() {
    StringBuilder text = ResourceText.begin(PREFIX, BODY_LENGTH);
    Base62.append(text, partitionKey);
    Base62.append(text, uuidHigh, uuidLow);
    return text.toString();
  }

  /**
   * Reads the text form.
   *
   * @throws IdFormatException if the text is no invocation id
   */
  public static InvocationId parse(String text) {
    int at = ResourceText.bodyStart(text, PREFIX, BODY_LENGTH);
    long partitionKey = Base62.parse64(text, at);
    long[] uuid = Base62.parse128(text, at + Base62.WIDTH_64);
    return new InvocationId(partitionKey, uuid[0], uuid[1]);
  }

  /** The {@value #BYTES} bytes: partition key, UUID, both big endian. */
  public Bytes toBytes() {
    byte[] bytes = new byte[BYTES];
    writeTo(bytes, 0);
    return Bytes.wrap(bytes);
  }

  /** Writes the {@value #BYTES} bytes into {@code target}, beginning at index {@code at}. */
  public void writeTo(byte[] target, int at) {
    LONGS.set(target, at, partitionKey);
    LONGS.set(target, at + 8, uuidHigh);
    LONGS.set(target, at + 16, uuidLow);
  }

  /**
   * Reads the binary form.
   *
   * @throws IdFormatException if there are not exactly {@value #BYTES} bytes
   */
  public static InvocationId fromBytes(Bytes bytes) {
    if (bytes.length() != BYTES) {
      throw new IdFormatException(IdFormatException.Reason.BAD_LENGTH);
    }
    return readFrom(bytes.array(), bytes.offset());
  }

  /** Reads the {@value #BYTES} bytes that begin at index {@code at}. */
  public static InvocationId readFrom(byte[] source, int at) {
    return new InvocationId(
        (long) LONGS.get(source, at), (long) LONGS.get(source, at + 8), (long) LONGS.get(source, at + 16));
  }

  /** The seed of the SDK's deterministic random numbers, the same as the original's. */
  public long randomSeed() {
    return SipHash13.hash(
        BYTES,
        Long.reverseBytes(partitionKey),
        Long.reverseBytes(uuidHigh),
        Long.reverseBytes(uuidLow));
  }

  @Override
  public int compareTo(InvocationId other) {
    int order = Long.compareUnsigned(partitionKey, other.partitionKey);
    if (order == 0) {
      order = Long.compareUnsigned(uuidHigh, other.uuidHigh);
    }
    return order != 0 ? order : Long.compareUnsigned(uuidLow, other.uuidLow);
  }

  /** UUIDs end in random or hashed bits: their fold is hash enough. */
  @Override
  public int hashCode() {
    return Long.hashCode(uuidLow);
  }
}
