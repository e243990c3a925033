package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.state.InvocationRow;
import java.util.OptionalLong;

/** Tells those who wait how an invocation ended. */
final class Answers {
  private Answers() {}

  /**
   * @param expiresAt epoch millis, when the answer comes from what is kept
   */
  static void send(
      Step step, InvocationId id, InvocationRow row, ResponseSink sink, Outcome outcome, OptionalLong expiresAt) {
    switch (sink) {
      case ResponseSink.Ingress(var request) ->
          step.act(new Action.ReplyOutcome(request, id, row.target(), outcome, expiresAt));
      case ResponseSink.Invocation caller -> send(step, caller, Result.of(outcome));
    }
  }

  static void send(Step step, ResponseSink.Invocation caller, Result result) {
    step.send(caller.caller(), new Command.InvocationResponse(caller, result));
  }
}
