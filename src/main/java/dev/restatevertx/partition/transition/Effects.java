package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.journal.Awaiting;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.JournalEvent;
import dev.restatevertx.partition.state.Pin;
import java.util.List;
import java.util.Optional;

/** What an attempt proposed. Only an invoked invocation takes it: anything else is the echo of an attempt that is over. */
final class Effects {
  /** An attempt ended without a result: the invoker refuses that, and if it comes through, nobody is to wait forever. */
  private static final Failure NO_OUTPUT = Failure.of(500, "the handler ended without an output");

  private Effects() {}

  static void apply(Step step, InvocationId id, long since, List<Effect> effects) {
    Optional<InvocationRow> present = step.invocation(id);
    if (present.isEmpty() || !(present.get().status() instanceof InvocationStatus.Invoked(var started))) {
      step.act(new Action.AbortInvocation(id));
      return;
    }
    if (started != since) {
      return;
    }
    step.act(new Action.EffectsApplied(id, effects.size()));
    InvocationRow row = present.get();
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.PinDeployment(var deployment, var version) -> {
          if (row.pin().isEmpty()) {
            row = row.withPin(new Pin(deployment, version));
          }
        }
        case Effect.AppendCommand(var command, var ackRequested) -> row = append(step, id, row, command, ackRequested);
        case Effect.CompleteRun(var completion) -> row = completeRun(step, id, row, completion);
        case Effect.RecordFailure(var failure) ->
            row = Events.record(step, id, row, JournalEvent.Kind.TRANSIENT_ERROR, failure);
        case Effect.Suspend(var awaiting) -> {
          suspend(step, id, row, awaiting);
          return;
        }
        case Effect.Pause(var reason) -> {
          row = Events.record(step, id, row, JournalEvent.Kind.PAUSED, reason);
          Lifecycle.rest(step, id, row, new InvocationStatus.Paused());
          return;
        }
        case Effect.End() -> {
          Lifecycle.complete(step, id, row, output(step, id, row));
          return;
        }
        case Effect.Fail(var failure) -> {
          Lifecycle.complete(step, id, row, new Outcome.Failed(failure));
          return;
        }
      }
    }
    step.save(id, row);
  }

  private static InvocationRow append(
      Step step, InvocationId id, InvocationRow row, JournalCommand command, boolean ackRequested) {
    if (ackRequested) {
      step.act(new Action.AcknowledgeCommand(id, row.journal().commands()));
    }
    return JournalCommands.append(step, id, row, command);
  }

  /** A run whose result is there already, or that never began, is the echo of something that is over. */
  private static InvocationRow completeRun(Step step, InvocationId id, InvocationRow row, Notification completion) {
    if (!(completion.id() instanceof NotificationId.Completion(var completionId))) {
      return row;
    }
    Optional<JournalCommand> command = Journaling.awaiting(step, id, row.journal(), completionId);
    return command.isPresent() && command.get() instanceof JournalCommand.Run
        ? Notifications.append(step, id, row, completion)
        : row;
  }

  /** What it waits for may have come while the suspension was on its way. */
  private static void suspend(Step step, InvocationId id, InvocationRow row, Awaiting awaiting) {
    for (NotificationId awaited : awaiting.anyOf()) {
      if (Journaling.has(step, id, row.journal(), awaited)) {
        step.save(id, row.withStatus(new InvocationStatus.Invoked(step.lsn())));
        step.act(new Action.StartInvocation(id, row.target()));
        return;
      }
    }
    Lifecycle.rest(step, id, row, new InvocationStatus.Suspended(awaiting));
  }

  private static Outcome output(Step step, InvocationId id, InvocationRow row) {
    int index = row.journal().lastOutput();
    if (index < 0) {
      return new Outcome.Failed(NO_OUTPUT);
    }
    JournalEntry entry = Journaling.entry(step.state(), id, row.journal(), index);
    return entry instanceof JournalCommand.Output output ? output.outcome() : new Outcome.Failed(NO_OUTPUT);
  }
}
