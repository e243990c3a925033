package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.Tables;

/** A handler sleeps: a timer will complete it. */
final class SleepCommand {
  private SleepCommand() {}

  static InvocationRow apply(Step step, InvocationId id, InvocationRow row, JournalCommand.Sleep sleep) {
    Timer timer = timer(id, sleep);
    step.state().put(Tables.TIMER, Keys.timer(timer), Tables.PRESENT);
    step.act(new Action.RegisterTimer(timer));
    return row;
  }

  /** The timer that completes a sleep. */
  static Timer timer(InvocationId id, JournalCommand.Sleep sleep) {
    return new Timer(
        Moments.ofUnsigned(sleep.wakeUpTime()), Timer.Kind.WAKE_SLEEP, id, sleep.completionId());
  }
}
