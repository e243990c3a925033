package dev.restatevertx.log;

import dev.restatevertx.log.core.LogRecord;
import java.util.List;

/** Takes what a {@link LogReader} reads, on the reader's loop, in LSN order, without gaps but those it is told of. */
public interface RecordSink {
  void records(long firstLsn, List<LogRecord> records);

  /** Records {@code from} to {@code to} (both included) were trimmed. */
  void trimGap(long from, long to);

  /** Reading stops for good. */
  void failed(LogException cause);
}
