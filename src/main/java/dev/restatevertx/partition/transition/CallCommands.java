package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.invocation.Source;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.ResolvedCall;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.state.InvocationRow;
import java.util.Optional;

/** A handler calls another: the request goes through the outbox, and the caller learns the callee's id at once. */
final class CallCommands {
  private CallCommands() {}

  static InvocationRow call(Step step, InvocationId id, InvocationRow row, JournalCommand.Call call) {
    ResponseSink sink = new ResponseSink.Invocation(id, call.completionId(), ResponseSink.Kind.CALL);
    invoke(step, id, row, call.callee(), Optional.of(sink), 0);
    return tellId(step, id, row, call.callee(), call.invocationIdCompletionId());
  }

  static InvocationRow oneWay(Step step, InvocationId id, InvocationRow row, JournalCommand.OneWayCall call) {
    invoke(step, id, row, call.callee(), Optional.empty(), Moments.ofUnsigned(call.invokeTime()));
    return tellId(step, id, row, call.callee(), call.invocationIdCompletionId());
  }

  private static void invoke(
      Step step,
      InvocationId id,
      InvocationRow row,
      ResolvedCall callee,
      Optional<ResponseSink> sink,
      long executionTime) {
    InvocationRequest request =
        new InvocationRequest(
            callee.id(),
            callee.target(),
            callee.headers(),
            callee.parameter(),
            new Source.Invocation(id, row.target()),
            sink,
            callee.idempotencyKey(),
            executionTime,
            callee.retention(),
            row.span());
    step.send(callee.id(), new Command.Invoke(request));
  }

  private static InvocationRow tellId(
      Step step, InvocationId id, InvocationRow row, ResolvedCall callee, int completionId) {
    Result result = new Result.Invocation(callee.id());
    return Notifications.append(
        step, id, row, Notifications.completion(NotificationKind.CALL_INVOCATION_ID, completionId, result));
  }
}
