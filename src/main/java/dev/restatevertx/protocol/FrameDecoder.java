package dev.restatevertx.protocol;

import dev.restatevertx.base.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a stream of chunks into frames, however the chunks were cut. A message that lies within one chunk becomes a
 * slice of it; one that spans several is copied once. Holds at most one message.
 */
public final class FrameDecoder {
  private static final int FIRST_ROOM = 64 * 1024;

  private final long payloadLimit;
  private final byte[] headerBytes = new byte[FrameHeader.BYTES];
  private int headerAt;
  private long header;
  private byte[] payload = new byte[0];
  private int payloadLength;
  private int payloadAt;
  private boolean inPayload;

  /**
   * A decoder at the beginning of a stream.
   *
   * @param payloadLimit largest payload in bytes
   */
  public FrameDecoder(long payloadLimit) {
    this.payloadLimit = Math.min(payloadLimit, Integer.MAX_VALUE - 64);
  }

  /**
   * The frames that are complete with this chunk. The chunk is given away: frames may share its array.
   *
   * @throws MessageTooLargeException on a header that announces more than the limit; the frames before it in the
   *     chunk are lost with the stream
   */
  public List<Frame> decode(Bytes chunk) {
    List<Frame> frames = new ArrayList<>(4);
    int at = 0;
    while (at < chunk.length()) {
      at += inPayload ? takePayload(chunk, at) : takeHeader(chunk, at);
      if (inPayload) {
        at += takeWhole(chunk, at, frames);
      }
      if (inPayload && payloadAt == payloadLength) {
        finish(Bytes.wrap(payload, 0, payloadLength), frames);
      }
    }
    return frames;
  }

  /** Whether the stream may end here: not within a frame. */
  public boolean atBoundary() {
    return !inPayload && headerAt == 0;
  }

  private int takeHeader(Bytes chunk, int at) {
    int count = Math.min(FrameHeader.BYTES - headerAt, chunk.length() - at);
    for (int i = 0; i < count; i++) {
      headerBytes[headerAt++] = chunk.at(at + i);
    }
    if (headerAt == FrameHeader.BYTES) {
      beginPayload();
    }
    return count;
  }

  private void beginPayload() {
    header = 0;
    for (byte b : headerBytes) {
      header = (header << 8) | (b & 0xFF);
    }
    headerAt = 0;
    long length = FrameHeader.payloadLength(header);
    if (length > payloadLimit) {
      throw new MessageTooLargeException(FrameHeader.type(header), length, payloadLimit);
    }
    payloadLength = (int) length;
    payloadAt = 0;
    payload = Bytes.EMPTY.array();
    inPayload = true;
  }

  /** Takes the payload as a slice when all of it is in the chunk; 0 when it is not. */
  private int takeWhole(Bytes chunk, int at, List<Frame> frames) {
    if (payloadAt > 0 || chunk.length() - at < payloadLength) {
      return 0;
    }
    finish(chunk.slice(at, at + payloadLength), frames);
    return payloadLength;
  }

  private int takePayload(Bytes chunk, int at) {
    int count = Math.min(payloadLength - payloadAt, chunk.length() - at);
    makeRoom(payloadAt + count);
    chunk.slice(at, at + count).copyTo(payload, payloadAt);
    payloadAt += count;
    return count;
  }

  /** Room grows with what has really come, so that a mere header cannot make us allocate its length. */
  private void makeRoom(int needed) {
    if (payload.length < needed) {
      long doubled = Math.max(Math.max(needed, FIRST_ROOM), payload.length * 2L);
      payload = Arrays.copyOf(payload, (int) Math.min(payloadLength, doubled));
    }
  }

  private void finish(Bytes complete, List<Frame> frames) {
    frames.add(new Frame(FrameHeader.type(header), FrameHeader.ackRequested(header), complete));
    inPayload = false;
    payload = Bytes.EMPTY.array();
  }
}
