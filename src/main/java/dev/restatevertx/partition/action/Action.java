package dev.restatevertx.partition.action;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.KeyRange;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.partition.command.OutboxMessage;
import dev.restatevertx.partition.command.Timer;
import java.util.OptionalLong;

/** A side effect of an applied command. Only a leader executes it; a follower drops it. */
public sealed interface Action {
  /** An announcement was read back; the leader decides whether it is its own. */
  record LeaderAnnounced(long leaderEpoch, KeyRange range) implements Action {}

  /** Start (or start again) running attempts. */
  record StartInvocation(InvocationId id, InvocationTarget target) implements Action {}

  /** Stop running attempts; what the attempt still sends is void. */
  record AbortInvocation(InvocationId id) implements Action {}

  /** A notification was appended at {@code entryIndex} to the journal of a running invocation. */
  record ForwardNotification(InvocationId id, int entryIndex, Notification notification) implements Action {}

  /**
   * Effects of a running attempt were applied.
   *
   * @param effects how many, in the order of proposal
   */
  record EffectsApplied(InvocationId id, int effects) implements Action {}

  /** A command that asked for an acknowledgement was stored at {@code commandIndex} (Input is 0). */
  record AcknowledgeCommand(InvocationId id, int commandIndex) implements Action {}

  record RegisterTimer(Timer timer) implements Action {}

  record DeleteTimer(Timer timer) implements Action {}

  record EnqueueOutbox(OutboxMessage message) implements Action {}

  /** A newly created or already present invocation, for a request that waits for submission. */
  record ReplySubmitted(RequestId request, InvocationId id, boolean isNew, OptionalLong executionTime)
      implements Action {}

  /**
   * The outcome, for a request that waits for it.
   *
   * @param completionExpiresAt epoch millis when the outcome was kept and answered from what is stored
   */
  record ReplyOutcome(
      RequestId request, InvocationId id, InvocationTarget target, Outcome outcome, OptionalLong completionExpiresAt)
      implements Action {}

  /** Attach to an invocation that does not exist. */
  record ReplyNotFound(RequestId request, InvocationId id) implements Action {}

  /** Answer to a cancel, kill or purge. */
  record ReplyVerb(RequestId request, VerbReply reply) implements Action {}

  /** The log may be trimmed up to here. */
  record TrimLog(long lsn) implements Action {}
}
