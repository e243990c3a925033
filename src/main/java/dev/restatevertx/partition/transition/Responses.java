package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.state.InvocationRow;
import java.util.Optional;

/** An answer from another invocation, or of a promise. It is dropped when nobody waits for it any more. */
final class Responses {
  private Responses() {}

  static void apply(Step step, InvocationId id, ResponseSink.Invocation to, Result result) {
    Optional<InvocationRow> present = step.invocation(id);
    if (present.isEmpty() || !present.get().status().inFlight()) {
      return;
    }
    InvocationRow row = present.get();
    Optional<JournalCommand> command = Journaling.awaiting(step, id, row.journal(), to.completionId());
    if (command.isPresent() && isAnswered(command.get(), to.kind())) {
      Notifications.deliver(
          step, id, row, Notifications.completion(notificationKind(to.kind()), to.completionId(), result));
    }
  }

  private static boolean isAnswered(JournalCommand command, ResponseSink.Kind kind) {
    return switch (kind) {
      case CALL -> command instanceof JournalCommand.Call;
      case ATTACH -> command instanceof JournalCommand.AttachInvocation;
      case GET_OUTPUT -> command instanceof JournalCommand.GetInvocationOutput;
      case PROMISE -> command instanceof JournalCommand.GetPromise;
    };
  }

  private static NotificationKind notificationKind(ResponseSink.Kind kind) {
    return switch (kind) {
      case CALL -> NotificationKind.CALL;
      case ATTACH -> NotificationKind.ATTACH_INVOCATION;
      case GET_OUTPUT -> NotificationKind.GET_INVOCATION_OUTPUT;
      case PROMISE -> NotificationKind.GET_PROMISE;
    };
  }
}
