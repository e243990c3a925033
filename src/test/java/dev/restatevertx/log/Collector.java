package dev.restatevertx.log;

import dev.restatevertx.log.core.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what a reader delivers and checks that it comes in order and without gaps. */
class Collector implements RecordSink {
  final List<LogRecord> records = new ArrayList<>();
  final List<String> gaps = new ArrayList<>();
  Optional<LogException> failure = Optional.empty();
  private long nextLsn;

  Collector(long fromLsn) {
    this.nextLsn = fromLsn;
  }

  @Override
  public synchronized void records(long firstLsn, List<LogRecord> batch) {
    if (firstLsn != nextLsn || batch.isEmpty()) {
      throw new AssertionError("Expected records from " + nextLsn + ", but got " + batch.size() + " from " + firstLsn);
    }
    nextLsn += batch.size();
    records.addAll(batch);
    notifyAll();
  }

  @Override
  public synchronized void trimGap(long from, long to) {
    if (from != nextLsn) {
      throw new AssertionError("Expected a gap from " + nextLsn + ", but got one from " + from);
    }
    nextLsn = to + 1;
    gaps.add(from + ".." + to);
    notifyAll();
  }

  @Override
  public synchronized void failed(LogException cause) {
    failure = Optional.of(cause);
    notifyAll();
  }

  synchronized long nextLsn() {
    return nextLsn;
  }

  /** The bodies as text. */
  synchronized List<String> texts() {
    return records.stream().map(Collector::text).toList();
  }

  static String text(LogRecord record) {
    return new String(
        record.body().array(), record.body().offset(), record.body().length(), StandardCharsets.UTF_8);
  }

  /** Waits until everything below {@code lsn} was delivered, or the reader failed; at most 20 s. */
  synchronized void awaitLsn(long lsn) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (nextLsn < lsn && failure.isEmpty()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("Expected records up to " + lsn + " within 20 s, but got them up to " + nextLsn);
      }
      wait(left);
    }
  }
}
