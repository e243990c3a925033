package dev.restatevertx.log.core;

import java.util.List;

/** What a log server has of the asked range. */
public sealed interface ReadReply {
  /** Records from the first offset on, without gaps; never empty. */
  record Records(List<LogRecord> records) implements ReadReply {}

  /**
   * The first offset was trimmed.
   *
   * @param trimPoint last trimmed offset
   */
  record Trimmed(long trimPoint) implements ReadReply {}

  /** Nothing can be read. */
  record Failed(StoreStatus status, String detail) implements ReadReply {}
}
