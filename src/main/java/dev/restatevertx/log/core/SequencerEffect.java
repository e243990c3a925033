package dev.restatevertx.log.core;

/** What a {@link Sequencer} wants done. */
public sealed interface SequencerEffect {
  /** Send the wave to a member; waves to one member must arrive in the order of the effects. */
  record Store(int member, Wave wave, long knownGlobalTail) implements SequencerEffect {}

  /** Tell a member what is committed. */
  record Release(int member, long knownGlobalTail) implements SequencerEffect {}

  /** Come back with {@link SequencerEvent.Retry} after so many milliseconds. */
  record RetryLater(int member, long delayMillis) implements SequencerEffect {}

  /** The wave is committed, as is all before it. */
  record Committed(Wave wave) implements SequencerEffect {}

  /**
   * It will never be known here whether the wave is in the log.
   *
   * @param reason SEALED, UNAVAILABLE or CLOSED
   */
  record Failed(Wave wave, StoreStatus reason, String detail) implements SequencerEffect {}
}
