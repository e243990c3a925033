package dev.restatevertx.log.core;

import java.util.List;

/** What happens to a {@link Sequencer}. */
public sealed interface SequencerEvent {
  /**
   * Records to append in one piece.
   *
   * @param records at least one
   * @param bytes sum of the bodies' lengths
   * @param token comes back with the outcome
   */
  record Append(List<LogRecord> records, long bytes, Object token) implements SequencerEvent {}

  /**
   * A member answered to a wave.
   *
   * @param member position in the nodeset
   */
  record Stored(int member, Wave wave, StoreStatus status, String detail) implements SequencerEvent {}

  /** The time of {@link SequencerEffect.RetryLater} has come. */
  record Retry(int member) implements SequencerEvent {}

  /** Nothing was appended for a few milliseconds. */
  record Idle() implements SequencerEvent {}

  /** The loglet is being sealed by someone else in this process. */
  record Seal() implements SequencerEvent {}

  /** The node is stopping. */
  record Close() implements SequencerEvent {}
}
