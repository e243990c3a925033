package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.Tables;
import java.util.Optional;

/** A timer's time has come. A timer that is gone, or whose invocation is over, fires into nothing. */
final class TimerFiring {
  private TimerFiring() {}

  static void apply(Step step, Timer timer, InvocationId id) {
    step.act(new Action.DeleteTimer(timer));
    if (step.state().get(Tables.TIMER, Keys.timer(timer)).isEmpty()) {
      return;
    }
    step.state().delete(Tables.TIMER, Keys.timer(timer));
    Optional<InvocationRow> present = step.invocation(id);
    if (present.isEmpty()) {
      return;
    }
    switch (timer.kind()) {
      case WAKE_SLEEP -> wake(step, timer, id, present.get());
      case RUN_SCHEDULED -> runScheduled(step, timer, id, present.get());
    }
  }

  /** The id may have been used again since: the timer has to be that of this very sleep. */
  private static void wake(Step step, Timer timer, InvocationId id, InvocationRow row) {
    if (!row.status().inFlight()) {
      return;
    }
    Optional<JournalCommand> command = Journaling.awaiting(step, id, row.journal(), timer.completionId());
    if (command.isPresent()
        && command.get() instanceof JournalCommand.Sleep sleep
        && SleepCommand.timer(id, sleep).equals(timer)) {
      Notifications.deliver(
          step, id, row, Notifications.completion(NotificationKind.SLEEP, timer.completionId(), Result.NOTHING));
    }
  }

  private static void runScheduled(Step step, Timer timer, InvocationId id, InvocationRow row) {
    if (row.status() instanceof InvocationStatus.Scheduled && row.executionTime() == timer.time()) {
      Lifecycle.start(step, id, row);
    }
  }
}
