package dev.restatevertx.log.core;

/** What a {@link SealLoglet} wants done. */
public sealed interface SealEffect {
  /** Ask a member to seal. */
  record Send(int member) implements SealEffect {}

  /** Come back with {@link SealEvent.Retry} after so many milliseconds. */
  record RetryLater(int member, long delayMillis) implements SealEffect {}

  /**
   * The loglet is sealed and ends here.
   *
   * @param tail one above the last offset
   */
  record Sealed(long tail) implements SealEffect {}

  /** The loglet is sealed, but a write quorum of records [{@code from}, {@code to}) must be made first. */
  record NeedsRepair(long from, long to) implements SealEffect {}

  /**
   * Not now.
   *
   * @param reason UNAVAILABLE, CORRUPT or CLOSED
   */
  record Failed(StoreStatus reason, String detail) implements SealEffect {}
}
