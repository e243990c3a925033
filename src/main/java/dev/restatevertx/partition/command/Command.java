package dev.restatevertx.partition.command;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.KeyRange;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.Result;
import java.util.List;
import java.util.Optional;

/** What a partition's log tells the state machine to do. */
public sealed interface Command {
  /** First record of a leader: fences every earlier epoch. */
  record AnnounceLeader(long leaderEpoch, int nodeId, int generation, KeyRange range) implements Command {}

  /** Every record up to {@code durableLsn} is on the disk of the partition stores: the log may be trimmed there. */
  record UpdateDurability(long durableLsn) implements Command {}

  /** Creates an invocation, or attaches to the one that exists under its id. */
  record Invoke(InvocationRequest request) implements Command {}

  /**
   * What an attempt of a running invocation proposed, in order.
   *
   * @param since LSN at which the invocation was started that the attempt belongs to; effects of another start of the
   *     same id are dropped
   */
  record InvokerEffects(InvocationId id, long since, List<Effect> effects) implements Command {
    public InvokerEffects {
      effects = List.copyOf(effects);
    }
  }

  /** A timer has fired. */
  record FireTimer(Timer timer) implements Command {}

  /** The answer to a Call, AttachInvocation or GetInvocationOutput in the caller's journal. */
  record InvocationResponse(ResponseSink.Invocation to, Result result) implements Command {}

  /** A signal for an invocation; CANCEL is a signal too, but goes as {@link Terminate}. */
  record NotifySignal(InvocationId target, SignalId signal, Result result) implements Command {}

  /**
   * Lets {@code sink} wait for an invocation.
   *
   * @param untilCompleted false: answered at once, with "not ready" when it has not completed
   */
  record Attach(InvocationId target, boolean untilCompleted, ResponseSink sink) implements Command {}

  /** Cancels or kills; {@code reply} is answered when applied. */
  record Terminate(InvocationId id, Mode mode, Optional<RequestId> reply) implements Command {
    /** How hard. */
    public enum Mode {
      CANCEL,
      KILL
    }
  }

  /** Removes a completed invocation. */
  record Purge(InvocationId id, Optional<RequestId> reply) implements Command {}

  /** Removes the journal of a completed invocation and keeps its outcome. */
  record PurgeJournal(InvocationId id, Optional<RequestId> reply) implements Command {}

  /** The outbox has been delivered up to and including {@code sequence}. */
  record TruncateOutbox(long sequence) implements Command {}
}
