package dev.restatevertx.log;

import java.util.concurrent.atomic.LongAdder;

/** What appending and reading count; read from any thread. */
public final class LogCounters {
  private final LongAdder appendedRecords = new LongAdder();
  private final LongAdder appendedBytes = new LongAdder();
  private final LongAdder failedAppends = new LongAdder();
  private final LongAdder cachedDeliveries = new LongAdder();
  private final LongAdder storedDeliveries = new LongAdder();
  private final LongAdder chainChanges = new LongAdder();

  void committed(int records, long bytes) {
    appendedRecords.add(records);
    appendedBytes.add(bytes);
  }

  void appendFailed() {
    failedAppends.increment();
  }

  void deliveredFromCache(int records) {
    cachedDeliveries.add(records);
  }

  void deliveredFromStore(int records) {
    storedDeliveries.add(records);
  }

  void chainsChanged() {
    chainChanges.increment();
  }

  /** Records committed through sequencers of this process. */
  public long appendedRecords() {
    return appendedRecords.sum();
  }

  /** Bytes of bodies committed through sequencers of this process. */
  public long appendedBytes() {
    return appendedBytes.sum();
  }

  /** Appends that failed, each of one call. */
  public long failedAppends() {
    return failedAppends.sum();
  }

  /** Records given to readers from memory. */
  public long cachedDeliveries() {
    return cachedDeliveries.sum();
  }

  /** Records given to readers from a log server. */
  public long storedDeliveries() {
    return storedDeliveries.sum();
  }

  /** Writes of the log chains. */
  public long chainChanges() {
    return chainChanges.sum();
  }
}
