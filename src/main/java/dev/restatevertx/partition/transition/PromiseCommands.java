package dev.restatevertx.partition.transition;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.state.DurablePromise;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.ServiceKey;
import dev.restatevertx.partition.state.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Durable promises of a workflow's key; they live apart from the run and may be completed before it starts. */
final class PromiseCommands {
  private static final Failure ALREADY_COMPLETED = Failure.of(409, "promise was already completed");
  private static final DurablePromise NEW = new DurablePromise.Open(List.of());

  private PromiseCommands() {}

  static InvocationRow get(Step step, InvocationId id, InvocationRow row, JournalCommand.GetPromise get) {
    Bytes key = Keys.promise(ServiceKey.of(row.target()), get.key());
    return switch (promise(step, key).orElse(NEW)) {
      case DurablePromise.Completed(var outcome) ->
          answer(step, id, row, NotificationKind.GET_PROMISE, get.completionId(), Result.of(outcome));
      case DurablePromise.Open(var listeners) -> {
        List<ResponseSink.Invocation> more = new ArrayList<>(listeners);
        more.add(new ResponseSink.Invocation(id, get.completionId(), ResponseSink.Kind.PROMISE));
        step.state().put(Tables.PROMISE, key, new DurablePromise.Open(more));
        yield row;
      }
    };
  }

  static InvocationRow peek(Step step, InvocationId id, InvocationRow row, JournalCommand.PeekPromise peek) {
    Bytes key = Keys.promise(ServiceKey.of(row.target()), peek.key());
    Result result =
        switch (promise(step, key).orElse(NEW)) {
          case DurablePromise.Completed(var outcome) -> Result.of(outcome);
          case DurablePromise.Open _ -> Result.NOTHING;
        };
    return answer(step, id, row, NotificationKind.PEEK_PROMISE, peek.completionId(), result);
  }

  static InvocationRow complete(Step step, InvocationId id, InvocationRow row, JournalCommand.CompletePromise complete) {
    Bytes key = Keys.promise(ServiceKey.of(row.target()), complete.key());
    Result result =
        switch (promise(step, key).orElse(NEW)) {
          case DurablePromise.Completed _ -> new Result.Failed(ALREADY_COMPLETED);
          case DurablePromise.Open(var listeners) -> {
            step.state().put(Tables.PROMISE, key, new DurablePromise.Completed(complete.completion()));
            listeners.forEach(listener -> Answers.send(step, listener, Result.of(complete.completion())));
            yield Result.NOTHING;
          }
        };
    return answer(step, id, row, NotificationKind.COMPLETE_PROMISE, complete.completionId(), result);
  }

  private static Optional<DurablePromise> promise(Step step, Bytes key) {
    return step.state().get(Tables.PROMISE, key);
  }

  private static InvocationRow answer(
      Step step, InvocationId id, InvocationRow row, NotificationKind kind, int completionId, Result result) {
    return Notifications.append(step, id, row, Notifications.completion(kind, completionId, result));
  }
}
