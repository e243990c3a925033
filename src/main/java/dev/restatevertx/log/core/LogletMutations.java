package dev.restatevertx.log.core;


/** Takes the changes of one group commit: they become durable together, or none does. */
public interface LogletMutations {
  void putRecord(long logletId, long offset, LogRecord record);

  void putMeta(long logletId, LogletMeta meta);

  /** Removes the records {@code from} to {@code to} (both included). */
  void removeRecords(long logletId, long from, long to);
}
