package dev.restatevertx.log.server;

import java.util.concurrent.atomic.LongAdder;

/** What a log server counts; read from any thread. */
public final class LogServerCounters {
  private final LongAdder commits = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder overloads = new LongAdder();
  private final LongAdder reads = new LongAdder();
  private final LongAdder reclaims = new LongAdder();
  private final LongAdder writeErrors = new LongAdder();

  void committed(int recordCount, long byteCount) {
    commits.increment();
    records.add(recordCount);
    bytes.add(byteCount);
  }

  void overloaded() {
    overloads.increment();
  }

  void read() {
    reads.increment();
  }

  void reclaimed() {
    reclaims.increment();
  }

  void writeFailed() {
    writeErrors.increment();
  }

  /** Group commits; each is one write and, unless configured off, one fsync. */
  public long commits() {
    return commits.sum();
  }

  /** Records made durable. */
  public long records() {
    return records.sum();
  }

  /** Bytes of batches made durable, keys included. */
  public long bytes() {
    return bytes.sum();
  }

  /** Appends turned away since the queue was full; they come again. */
  public long overloads() {
    return overloads.sum();
  }

  /** Batches read from the store. */
  public long reads() {
    return reads.sum();
  }

  /** How often space of trimmed records was given back. */
  public long reclaims() {
    return reclaims.sum();
  }

  /** How often the store could not write. */
  public long writeErrors() {
    return writeErrors.sum();
  }
}
