package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.action.VerbReply;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.ServiceKey;
import dev.restatevertx.partition.state.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cancel asks an invocation to end, kill ends it and all that it called. */
final class Termination {
  private Termination() {}

  static void apply(Step step, InvocationId id, Command.Terminate.Mode mode, Optional<RequestId> reply) {
    Optional<InvocationRow> present = step.invocation(id);
    VerbReply outcome;
    if (present.isEmpty()) {
      step.act(new Action.AbortInvocation(id));
      outcome = VerbReply.NOT_FOUND;
    } else {
      outcome =
          switch (mode) {
            case CANCEL -> cancel(step, id, present.get());
            case KILL -> kill(step, id, present.get());
          };
    }
    reply.ifPresent(request -> step.act(new Action.ReplyVerb(request, outcome)));
  }

  private static VerbReply cancel(Step step, InvocationId id, InvocationRow row) {
    return switch (row.status()) {
      case InvocationStatus.Scheduled _, InvocationStatus.Inboxed _ -> drop(step, id, row, Failure.CANCELED);
      case InvocationStatus.Invoked _, InvocationStatus.Suspended _, InvocationStatus.Paused _ -> {
        Notifications.deliver(step, id, row, Notifications.signal(SignalId.CANCEL, Result.NOTHING));
        yield VerbReply.APPENDED;
      }
      case InvocationStatus.Completed _ -> VerbReply.ALREADY_COMPLETED;
    };
  }

  private static VerbReply kill(Step step, InvocationId id, InvocationRow row) {
    return switch (row.status()) {
      case InvocationStatus.Scheduled _, InvocationStatus.Inboxed _ -> drop(step, id, row, Failure.KILLED);
      case InvocationStatus.Invoked _, InvocationStatus.Suspended _, InvocationStatus.Paused _ -> {
        killCallees(step, id, row);
        step.act(new Action.AbortInvocation(id));
        Lifecycle.complete(step, id, row, new Outcome.Failed(Failure.KILLED));
        yield VerbReply.DONE;
      }
      case InvocationStatus.Completed _ -> VerbReply.ALREADY_COMPLETED;
    };
  }

  /** One that waits to start leaves its place, and no trace. */
  private static VerbReply drop(Step step, InvocationId id, InvocationRow row, Failure failure) {
    if (row.status() instanceof InvocationStatus.Inboxed(var position)) {
      step.state().delete(Tables.INBOX, Keys.inbox(ServiceKey.of(row.target()), position));
    } else {
      Timer timer = new Timer(row.executionTime(), Timer.Kind.RUN_SCHEDULED, id, 0);
      step.state().delete(Tables.TIMER, Keys.timer(timer));
      step.act(new Action.DeleteTimer(timer));
    }
    Lifecycle.drop(step, id, row, new Outcome.Failed(failure));
    return VerbReply.DONE;
  }

  private static void killCallees(Step step, InvocationId id, InvocationRow row) {
    if (row.journal().calls() == 0) {
      return;
    }
    List<InvocationId> callees = new ArrayList<>();
    Journaling.forEach(
        step.state(),
        id,
        row.journal(),
        entry -> {
          if (entry instanceof JournalCommand.Call call) {
            callees.add(call.callee().id());
          } else if (entry instanceof JournalCommand.OneWayCall call) {
            callees.add(call.callee().id());
          }
          return callees.size() < row.journal().calls();
        });
    callees.forEach(callee -> kill(step, callee));
  }

  private static void kill(Step step, InvocationId callee) {
    step.send(callee, new Command.Terminate(callee, Command.Terminate.Mode.KILL, Optional.empty()));
  }
}
