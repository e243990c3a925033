package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvariantViolation;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationCodec;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;

/** Something has happened that an invocation in flight is to know. */
final class Notifications {
  static final NotificationId CANCEL = new NotificationId.Signal(SignalId.CANCEL);

  private Notifications() {}

  static Notification completion(NotificationKind kind, int completionId, Result result) {
    return NotificationCodec.of(kind, new NotificationId.Completion(completionId), result);
  }

  static Notification signal(SignalId signal, Result result) {
    return NotificationCodec.of(NotificationKind.SIGNAL, new NotificationId.Signal(signal), result);
  }

  /** Appends to the journal of an invoked invocation and passes the news to its attempt. */
  static InvocationRow append(Step step, InvocationId id, InvocationRow row, Notification notification) {
    int index = row.journal().length();
    InvocationRow appended = Journaling.store(step, id, row, notification);
    step.act(new Action.ForwardNotification(id, index, notification));
    return appended;
  }

  /** Appends to the journal of an invocation in flight, and wakes it if this is what it waits for. */
  static void deliver(Step step, InvocationId id, InvocationRow row, Notification notification) {
    switch (row.status()) {
      case InvocationStatus.Invoked _ -> step.save(id, append(step, id, row, notification));
      case InvocationStatus.Suspended(var awaiting) -> {
        boolean awaited = awaiting.anyOf().contains(notification.id());
        settle(step, id, Journaling.store(step, id, row, notification), awaited);
      }
      case InvocationStatus.Paused() -> {
        boolean cancelled = notification.id().equals(CANCEL);
        settle(step, id, Journaling.store(step, id, row, notification), cancelled);
      }
      case InvocationStatus.Scheduled _, InvocationStatus.Inboxed _, InvocationStatus.Completed _ ->
          throw new InvariantViolation("Expected " + id + " to be in flight, but it is " + row.status());
    }
  }

  private static void settle(Step step, InvocationId id, InvocationRow row, boolean wake) {
    if (wake) {
      Lifecycle.run(step, id, row);
    } else {
      step.save(id, row);
    }
  }
}
