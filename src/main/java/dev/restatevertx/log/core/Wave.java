package dev.restatevertx.log.core;

import java.util.List;

/** Records that are appended in one piece, on their way to the write quorum. */
public final class Wave {
  private final List<LogRecord> records;
  private final long bytes;
  private final Object token;
  private long firstOffset;
  private long holders;

  /**
   * @param records at least one
   * @param token what the appender recognises it by
   */
  Wave(List<LogRecord> records, long bytes, Object token) {
    this.records = records;
    this.bytes = bytes;
    this.token = token;
  }

  public List<LogRecord> records() {
    return records;
  }

  /** Sum of the bodies' lengths. */
  public long bytes() {
    return bytes;
  }

  public Object token() {
    return token;
  }

  /** The offset of the first record; 0 until the sequencer has given one. */
  public long firstOffset() {
    return firstOffset;
  }

  /** One above the last offset. */
  public long endOffset() {
    return firstOffset + records.size();
  }

  void sequence(long offset) {
    firstOffset = offset;
  }

  /** Members of the nodeset that hold it durably. */
  long holders() {
    return holders;
  }

  void addHolder(int position) {
    holders |= Nodeset.bit(position);
  }
}
