package dev.restatevertx.log;

import dev.restatevertx.log.core.LogRecord;
import io.vertx.core.Future;
import java.util.List;

/** One log, as seen from one loop. Every method is called there and every answer comes there. */
public interface Log {
  /**
   * Appends records in one piece. Appends of one log handle are committed in the order of the calls.
   *
   * @param records at least one; the list is given away
   * @return the LSN of the last record, once all are durable and committed; fails with {@link LogException}, after
   *     which it is not known whether they are in the log
   */
  Future<Long> append(List<LogRecord> records);

  /** Starts reading at {@code fromLsn}, also what is appended later. */
  LogReader read(long fromLsn, RecordSink sink);

  /** The first LSN that is not committed. */
  Future<Long> findTail();

  /** Removes records up to and including {@code lsn}; answers the trim point, which never goes back. */
  Future<Long> trim(long lsn);
}
