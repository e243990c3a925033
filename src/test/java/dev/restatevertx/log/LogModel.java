package dev.restatevertx.log;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must be true of one log, whatever happens. Records get sequence numbers in the order of the appends. */
final class LogModel {
  private final int logId;
  private final TreeMap<Long, Long> sequenceByLsn = new TreeMap<>();
  private final TreeMap<Long, Long> lsnBySequence = new TreeMap<>();
  private long nextSequence = 1;
  private long acknowledgedLsn;
  private long seenTail = 1;
  private long trimRequested;
  private long trimPoint;
  private int acknowledged;

  LogModel(int logId) {
    this.logId = logId;
  }

  long nextSequence() {
    return nextSequence++;
  }

  /** Records were acknowledged; {@code lastLsn} is the last one's. */
  void acknowledged(List<Long> sequences, long lastLsn) {
    long lsn = lastLsn - sequences.size() + 1;
    for (long sequence : sequences) {
      found(lsn++, sequence);
    }
    acknowledged += sequences.size();
    acknowledgedLsn = Math.max(acknowledgedLsn, lastLsn);
  }

  /** A record was acknowledged or read. */
  void found(long lsn, long sequence) {
    Long before = sequenceByLsn.put(lsn, sequence);
    check(before == null || before == sequence, "LSN %s held %s before and holds %s now", lsn, before, sequence);
    Long elsewhere = lsnBySequence.put(sequence, lsn);
    check(elsewhere == null || elsewhere == lsn, "record %s is at LSN %s and %s", sequence, elsewhere, lsn);
    Map.Entry<Long, Long> lower = sequenceByLsn.lowerEntry(lsn);
    check(lower == null || lower.getValue() < sequence, "record %s at %s comes after %s", sequence, lsn, lower);
    Map.Entry<Long, Long> higher = sequenceByLsn.higherEntry(lsn);
    check(higher == null || higher.getValue() > sequence, "record %s at %s comes before %s", sequence, lsn, higher);
  }

  void tail(long tail) {
    check(tail >= seenTail, "the tail was %s and is %s", seenTail, tail);
    check(tail > acknowledgedLsn, "LSN %s is acknowledged, but the tail is %s", acknowledgedLsn, tail);
    seenTail = tail;
  }

  void trimRequested(long lsn) {
    trimRequested = Math.max(trimRequested, lsn);
  }

  void trimmed(long point) {
    check(point >= trimPoint, "the trim point was %s and is %s", trimPoint, point);
    check(point <= trimRequested, "the trim point is %s, but only %s was asked for", point, trimRequested);
    trimPoint = point;
  }

  void gap(long from, long to) {
    check(from <= to && to <= trimRequested, "a gap %s to %s, but only %s was trimmed", from, to, trimRequested);
  }

  long acknowledgedLsn() {
    return acknowledgedLsn;
  }

  int acknowledged() {
    return acknowledged;
  }

  /** Everything from {@code firstLsn} on was read. */
  void readAll(long firstLsn, long endLsn) {
    check(endLsn > acknowledgedLsn, "records end below %s, but %s is acknowledged", endLsn, acknowledgedLsn);
    check(firstLsn <= trimRequested + 1, "the first record is at %s, but only %s was trimmed", firstLsn, trimRequested);
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void check(boolean holds, String text, Object... args) {
    if (!holds) {
      throw new AssertionError("Log " + logId + ": " + String.format(text, args));
    }
  }
}
