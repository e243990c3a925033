package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.invocation.Source;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.journal.JournalCommandCodec;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.Journal;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.Tables;
import dev.restatevertx.partition.state.Times;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A request to create an invocation. */
final class Admission {
  private Admission() {}

  static void apply(Step step, InvocationRequest request, InvocationId id) {
    Optional<InvocationRow> present = step.invocation(id);
    if (present.isPresent()) {
      attach(step, request, id, present.get());
    } else {
      create(step, request, id);
    }
  }

  private static void create(Step step, InvocationRequest request, InvocationId id) {
    InvocationRow row =
        new InvocationRow(
            request.target(),
            new InvocationStatus.Scheduled(),
            request.source(),
            request.idempotencyKey(),
            request.executionTime(),
            request.retention(),
            request.span(),
            request.sink().map(List::of).orElse(List.of()),
            Optional.empty(),
            Journal.EMPTY,
            0,
            Times.createdAt(step.now()));
    row = Journaling.store(step, id, row, JournalCommandCodec.input(request.headers(), request.argument()));
    step.create(id, row);
    reply(step, request, true, request.executionTime());
    if (request.executionTime() == 0) {
      Lifecycle.start(step, id, row);
      return;
    }
    Timer timer = new Timer(request.executionTime(), Timer.Kind.RUN_SCHEDULED, id, 0);
    step.state().put(Tables.TIMER, Keys.timer(timer), Tables.PRESENT);
    step.act(new Action.RegisterTimer(timer));
  }

  /** There is one under this id: a request sent again, an idempotency key used again, or a workflow run again. */
  private static void attach(Step step, InvocationRequest request, InvocationId id, InvocationRow row) {
    reply(step, request, row.source().equals(request.source()), row.executionTime());
    if (request.sink().isEmpty()) {
      return;
    }
    ResponseSink sink = request.sink().get();
    boolean sentAgain = row.source().equals(request.source());
    if (row.target().kind() == TargetKind.WORKFLOW_RUN && !sentAgain) {
      Outcome failed = new Outcome.Failed(Failure.WORKFLOW_ALREADY_INVOKED);
      Answers.send(step, id, row, sink, failed, OptionalLong.empty());
    } else {
      Attaching.wait(step, id, row, sink);
    }
  }

  private static void reply(Step step, InvocationRequest request, boolean isNew, long executionTime) {
    if (request.source() instanceof Source.Ingress(var requestId) && request.sink().isEmpty()) {
      OptionalLong time = executionTime == 0 ? OptionalLong.empty() : OptionalLong.of(executionTime);
      step.act(new Action.ReplySubmitted(requestId, request.id(), isNew, time));
    }
  }
}
