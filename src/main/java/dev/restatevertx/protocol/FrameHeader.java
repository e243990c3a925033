package dev.restatevertx.protocol;

import dev.restatevertx.base.Bytes;

/**
 * The eight bytes before each message, big endian.
 *
 * <pre>
 *  bits 63..48  message type
 *  bit  47      REQUESTED_ACK
 *  bits 46..32  reserved, written 0, ignored when read
 *  bits 31..0   length of the payload
 * </pre>
 */
public final class FrameHeader {
  public static final int BYTES = 8;

  private static final long REQUESTED_ACK = 0x0000_8000_0000_0000L;

  private FrameHeader() {}

  /** Header without flags. */
  public static long of(int type, int payloadLength) {
    return ((long) type << 48) | payloadLength;
  }

  public static int type(long header) {
    return (int) (header >>> 48);
  }

  public static boolean ackRequested(long header) {
    return (header & REQUESTED_ACK) != 0;
  }

  /** Length of the payload, u32. */
  public static long payloadLength(long header) {
    return header & 0xFFFF_FFFFL;
  }

  /** Appends the eight bytes. */
  public static void write(MessageWriter writer, int type, int payloadLength) {
    writer.rawLong(of(type, payloadLength));
  }

  /** The eight bytes. */
  public static Bytes encode(int type, int payloadLength) {
    return new MessageWriter(BYTES).rawLong(of(type, payloadLength)).toBytes();
  }
}
