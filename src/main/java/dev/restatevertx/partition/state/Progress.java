package dev.restatevertx.partition.state;

import dev.restatevertx.partition.codec.ByteReader;
import dev.restatevertx.partition.codec.ByteWriter;

/**
 * How far a partition has come; a row of its own, written with everything that led there.
 *
 * @param appliedLsn the last record applied
 * @param appliedTime epoch millis, the time that transitions go by; never goes back
 * @param leaderEpoch of the last proposal of a leader that was applied
 * @param leaderSequence its sequence
 * @param outboxHead sequence of the oldest message that may still be in the outbox
 * @param outboxNext sequence of the next message
 * @param durableLsn the last durability that was announced
 */
public record Progress(
    long appliedLsn,
    long appliedTime,
    long leaderEpoch,
    long leaderSequence,
    long outboxHead,
    long outboxNext,
    long durableLsn) {
  /** Nothing has been applied; outbox sequences begin with 1. */
  public static final Progress NONE = new Progress(0, 0, 0, 0, 1, 1, 0);

  public Progress at(long lsn, long recordTime) {
    return new Progress(
        lsn, Math.max(appliedTime, recordTime), leaderEpoch, leaderSequence, outboxHead, outboxNext, durableLsn);
  }

  public Progress withLeader(long epoch, long sequence) {
    return new Progress(appliedLsn, appliedTime, epoch, sequence, outboxHead, outboxNext, durableLsn);
  }

  public Progress withOutbox(long head, long next) {
    return new Progress(appliedLsn, appliedTime, leaderEpoch, leaderSequence, head, next, durableLsn);
  }

  public Progress withDurable(long lsn) {
    return new Progress(appliedLsn, appliedTime, leaderEpoch, leaderSequence, outboxHead, outboxNext, lsn);
  }

  static void write(ByteWriter out, Progress progress) {
    out.varlong(progress.appliedLsn)
        .varlong(progress.appliedTime)
        .varlong(progress.leaderEpoch)
        .varlong(progress.leaderSequence)
        .varlong(progress.outboxHead)
        .varlong(progress.outboxNext)
        .varlong(progress.durableLsn);
  }

  static Progress read(ByteReader in) {
    return new Progress(
        in.varlong(), in.varlong(), in.varlong(), in.varlong(), in.varlong(), in.varlong(), in.varlong());
  }
}
