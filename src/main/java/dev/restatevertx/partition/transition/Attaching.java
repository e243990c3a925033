package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import java.util.Optional;
import java.util.OptionalLong;

/** Somebody wants the outcome of an invocation. */
final class Attaching {
  private Attaching() {}

  /**
   * @param wait whether the answer may come later; without it, an invocation learns that there is none yet. The door
   *     never asks without waiting: it reads.
   */
  static void apply(Step step, InvocationId id, boolean wait, ResponseSink sink) {
    Optional<InvocationRow> present = step.invocation(id);
    if (present.isEmpty()) {
      notFound(step, id, sink);
      return;
    }
    InvocationRow row = present.get();
    boolean completed = row.status() instanceof InvocationStatus.Completed;
    if (!wait && !completed && sink instanceof ResponseSink.Invocation caller) {
      Answers.send(step, caller, Result.NOTHING);
    } else {
      wait(step, id, row, sink);
    }
  }

  /** Answers from what is kept, or adds the sink to those who wait. */
  static void wait(Step step, InvocationId id, InvocationRow row, ResponseSink sink) {
    switch (row.status()) {
      case InvocationStatus.Completed(var outcome, var completedAt) -> {
        long expiresAt = Lifecycle.keptUntil(row, completedAt);
        Answers.send(step, id, row, sink, outcome, OptionalLong.of(expiresAt));
      }
      case InvocationStatus.Scheduled _, InvocationStatus.Inboxed _, InvocationStatus.Invoked _,
          InvocationStatus.Suspended _, InvocationStatus.Paused _ ->
          step.save(id, row.withSink(sink));
    }
  }

  private static void notFound(Step step, InvocationId id, ResponseSink sink) {
    switch (sink) {
      case ResponseSink.Ingress(var request) -> step.act(new Action.ReplyNotFound(request, id));
      case ResponseSink.Invocation caller -> Answers.send(step, caller, new Result.Failed(Failure.NOT_FOUND));
    }
  }
}
