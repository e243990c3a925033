package dev.restatevertx.journal;

import dev.restatevertx.invocation.SignalId;

/** What a notification answers: a command's completion or a signal. Ids are unique within one journal. */
public sealed interface NotificationId {
  /** Completion of a command, by the id its SDK drew (u32, from 1). */
  record Completion(int id) implements NotificationId {}

  record Signal(SignalId id) implements NotificationId {}
}
