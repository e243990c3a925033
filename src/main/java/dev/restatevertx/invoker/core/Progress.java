package dev.restatevertx.invoker.core;

import dev.restatevertx.base.RetryDelay;
import dev.restatevertx.base.RetryPolicy;
import dev.restatevertx.journal.AttemptFailure;
import java.util.Optional;
import java.util.OptionalLong;

/** What a task remembers from one attempt to the next. */
final class Progress {
  private int failedAttempts;
  private int attemptsOfPolicy = 1;
  private int retriesSinceStored;
  private Optional<RetryDelay> lastDelay = Optional.empty();
  private Optional<AttemptFailure> lastFailure = Optional.empty();
  private Optional<AttemptFailure> lastRecorded = Optional.empty();

  int failedAttempts() {
    return failedAttempts;
  }

  int retriesSinceStored() {
    return retriesSinceStored;
  }

  Optional<AttemptFailure> lastFailure() {
    return lastFailure;
  }

  /** The SDK got a command accepted. */
  void commandAccepted() {
    retriesSinceStored = 0;
    lastRecorded = Optional.empty();
  }

  void failed(AttemptEnd end) {
    failedAttempts++;
    if (end.counted()) {
      retriesSinceStored++;
    }
    lastFailure = Optional.of(end.failure());
  }

  /**
   * The delay before the next attempt, empty when the policy has none left. A delay that the endpoint asks for leaves
   * the policy where it is.
   */
  OptionalLong nextDelay(AttemptEnd end, RetryPolicy policy, double jitter) {
    if (end.delayMillis().isPresent()) {
      return end.delayMillis();
    }
    Optional<RetryDelay> delay = policy.next(attemptsOfPolicy, lastDelay, jitter);
    attemptsOfPolicy++;
    if (delay.isEmpty()) {
      return OptionalLong.empty();
    }
    lastDelay = delay;
    return OptionalLong.of(delay.get().delay().toMillis());
  }

  /** Whether people should be told: the same failure again is told once until something was achieved. */
  boolean worthRecording(AttemptFailure failure) {
    if (lastRecorded.filter(last -> alike(last, failure)).isPresent()) {
      return false;
    }
    lastRecorded = Optional.of(failure);
    return true;
  }

  private static boolean alike(AttemptFailure a, AttemptFailure b) {
    return a.code() == b.code()
        && a.message().equals(b.message())
        && a.relatedCommandIndex().equals(b.relatedCommandIndex())
        && a.relatedCommandName().equals(b.relatedCommandName())
        && a.relatedCommandType().equals(b.relatedCommandType());
  }
}
