package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.action.VerbReply;
import dev.restatevertx.partition.state.Expiry;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.Journal;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.ServiceKey;
import dev.restatevertx.partition.state.Tables;
import java.util.Optional;

/** Removes what is kept of a completed invocation: by an operator's word or because its retention is over. */
final class Purging {
  private Purging() {}

  static void purge(Step step, InvocationId id, Optional<RequestId> reply) {
    Optional<InvocationRow> present = step.invocation(id);
    VerbReply outcome = VerbReply.NOT_FOUND;
    if (present.isPresent()) {
      outcome = VerbReply.NOT_COMPLETED;
      if (present.get().status() instanceof InvocationStatus.Completed completed) {
        purge(step, id, present.get(), completed);
        outcome = VerbReply.DONE;
      }
    }
    answer(step, reply, outcome);
  }

  static void purgeJournal(Step step, InvocationId id, Optional<RequestId> reply) {
    Optional<InvocationRow> present = step.invocation(id);
    VerbReply outcome = VerbReply.NOT_FOUND;
    if (present.isPresent()) {
      InvocationRow row = present.get();
      outcome = VerbReply.NOT_COMPLETED;
      if (row.status() instanceof InvocationStatus.Completed completed) {
        Lifecycle.journalExpiry(id, row, completed.completedAt()).ifPresent(expiry -> remove(step, expiry));
        Journaling.delete(step, id, row.journal());
        step.save(id, row.withJournal(Journal.EMPTY));
        outcome = VerbReply.DONE;
      }
    }
    answer(step, reply, outcome);
  }

  private static void purge(Step step, InvocationId id, InvocationRow row, InvocationStatus.Completed completed) {
    Lifecycle.journalExpiry(id, row, completed.completedAt()).ifPresent(expiry -> remove(step, expiry));
    remove(step, Lifecycle.invocationExpiry(id, row, completed.completedAt()));
    Lifecycle.forget(step, id, row);
    if (row.target().kind() == TargetKind.WORKFLOW_RUN) {
      // The workflow's key ends with its run.
      ServiceKey owner = ServiceKey.of(row.target());
      Journaling.deleteAll(step, Tables.STATE, Keys.states(owner));
      Journaling.deleteAll(step, Tables.PROMISE, Keys.promises(owner));
    }
  }

  private static void remove(Step step, Expiry expiry) {
    step.state().delete(Tables.EXPIRY, Keys.expiry(expiry));
  }

  private static void answer(Step step, Optional<RequestId> reply, VerbReply outcome) {
    reply.ifPresent(request -> step.act(new Action.ReplyVerb(request, outcome)));
  }
}
