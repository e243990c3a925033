package dev.restatevertx.log.core;

import dev.restatevertx.base.Check;
import dev.restatevertx.cluster.GenerationalNodeId;
import java.util.List;

/** What a log server is asked to do. Offsets count from 1. */
public sealed interface LogServerRequest {
  /** The loglet: log id in the upper, segment index in the lower half. */
  long logletId();

  /**
   * Keep records durably.
   *
   * @param firstOffset of the first record, the others follow
   * @param records at least one
   * @param bytes sum of the bodies' lengths
   * @param knownGlobalTail every offset below is committed
   */
  record Store(
      long logletId,
      GenerationalNodeId sequencer,
      long firstOffset,
      List<LogRecord> records,
      long bytes,
      long knownGlobalTail)
      implements LogServerRequest {
    public Store {
      Check.that(firstOffset >= 1 && !records.isEmpty(), "Expected records from an offset of at least 1");
    }

    /** One above the last offset. */
    public long endOffset() {
      return firstOffset + records.size();
    }
  }

  /** Take no appends any more. */
  record Seal(long logletId) implements LogServerRequest {}

  /** Say what you know; nothing is written. */
  record Describe(long logletId) implements LogServerRequest {}

  /**
   * Remove records.
   *
   * @param upTo offsets up to it (included) are removed, as far as they are committed
   * @param knownGlobalTail every offset below is committed
   */
  record Trim(long logletId, long upTo, long knownGlobalTail) implements LogServerRequest {}

  /** Learn what is committed. */
  record Release(long logletId, long knownGlobalTail) implements LogServerRequest {}
}
