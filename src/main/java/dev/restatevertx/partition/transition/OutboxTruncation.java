package dev.restatevertx.partition.transition;

import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.Progress;
import dev.restatevertx.partition.state.Tables;

/** Forgets messages that the logs of their destinations have. */
final class OutboxTruncation {
  private OutboxTruncation() {}

  /**
   * @param sequence the last message that was delivered
   */
  static void apply(Step step, long sequence) {
    Progress progress = step.state().progress();
    long end = Math.min(sequence + 1, progress.outboxNext());
    for (long next = progress.outboxHead(); next < end; next++) {
      step.state().delete(Tables.OUTBOX, Keys.outbox(next));
    }
    step.state().progress(progress.withOutbox(Math.max(progress.outboxHead(), end), progress.outboxNext()));
  }
}
