package dev.restatevertx.partition.transition;

import dev.restatevertx.base.Check;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.KeyRange;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.state.Progress;
import dev.restatevertx.partition.state.Tables;
import java.util.List;
import java.util.Optional;

/**
 * Applies the records of a partition's log to its state, one after the other. What comes out depends on nothing but the
 * state, the record, its time and its LSN: every replica that has applied the same records is in the same state.
 *
 * <pre>
 *                        ┌───────────┐ time  ┌─────────┐ lock  ┌─────────┐  End, Fail   ┌───────────┐  retention
 *   Invoke ─────────────▶│ Scheduled ├──────▶│ Inboxed ├──────▶│ Invoked ├─────────────▶│ Completed ├────────────▶ gone
 *      │                 └─────┬─────┘       └────┬────┘       └┬───▲────┘  kill        └───────────┘
 *      │ no time, no lock      │ cancel, kill     │             │   │ notification, cancel
 *      └───────────────────────│──────────────────│──────▶      │   │
 *                              ▼                  ▼        ┌────▼───┴──┐
 *                             gone               gone      │ Suspended │ (or Paused: only a cancel wakes it)
 *                                                          └───────────┘
 * </pre>
 */
public final class PartitionStateMachine {
  private final PartitionState state;
  private final KeyRange range;

  /**
   * @param range the keys of this partition
   */
  public PartitionStateMachine(PartitionState state, KeyRange range) {
    this.state = state;
    this.range = range;
  }

  /**
   * Applies a record. It is applied to its end or, when this throws, not at all.
   *
   * @param lsn above that of every record applied before
   * @param recordTime epoch millis of the record; time never goes back here even when it does there
   * @param out takes what a leader has to do, in order
   * @throws dev.restatevertx.partition.state.StoreMiss if something has to be loaded first, after which the record is to
   *     be applied again
   * @throws dev.restatevertx.base.InvariantViolation (or any other exception) if the record cannot be applied: the
   *     partition is broken
   */
  public void apply(long lsn, long recordTime, Envelope envelope, List<Action> out) {
    Progress before = state.progress();
    Check.that(lsn > before.appliedLsn(), "Expected a record after LSN %s, but got %s", before.appliedLsn(), lsn);
    int actionsBefore = out.size();
    boolean done = false;
    state.begin();
    try {
      state.progress(before.at(lsn, recordTime));
      if (isNew(envelope.dedup())) {
        Step step = new Step(state, out, lsn, state.progress().appliedTime());
        dispatch(step, envelope.command());
      }
      state.commit();
      done = true;
    } finally {
      if (!done) {
        state.rollback();
        out.subList(actionsBefore, out.size()).clear();
      }
    }
  }

  private boolean isNew(Dedup dedup) {
    return switch (dedup) {
      case Dedup.None() -> true;
      case Dedup.Self(var epoch, var sequence) -> isNewProposal(epoch, sequence);
      case Dedup.Partition(var partition, var sequence) -> isNewDelivery(partition, sequence);
    };
  }

  /** Proposals of a leader whose epoch has passed come after the announcement of the next, and are dropped. */
  private boolean isNewProposal(long epoch, long sequence) {
    Progress progress = state.progress();
    boolean fresh =
        epoch > progress.leaderEpoch() || (epoch == progress.leaderEpoch() && sequence > progress.leaderSequence());
    if (fresh) {
      state.progress(progress.withLeader(epoch, sequence));
    }
    return fresh;
  }

  private boolean isNewDelivery(int partition, long sequence) {
    Optional<Long> last = state.get(Tables.DEDUP, Keys.dedup(partition));
    if (last.isPresent() && sequence <= last.get()) {
      return false;
    }
    state.put(Tables.DEDUP, Keys.dedup(partition), sequence);
    return true;
  }

  private void dispatch(Step step, Command command) {
    switch (command) {
      case Command.AnnounceLeader announce -> Leadership.announce(step, announce);
      case Command.UpdateDurability(var lsn) -> Leadership.updateDurability(step, lsn);
      case Command.Invoke(var request) -> Admission.apply(step, request, mine(request.id()));
      case Command.InvokerEffects(var id, var since, var effects) -> Effects.apply(step, mine(id), since, effects);
      case Command.FireTimer(var timer) -> TimerFiring.apply(step, timer, mine(timer.id()));
      case Command.InvocationResponse(var to, var result) -> Responses.apply(step, mine(to.caller()), to, result);
      case Command.NotifySignal(var target, var signal, var result) ->
          Signals.apply(step, mine(target), signal, result);
      case Command.Attach(var target, var wait, var sink) -> Attaching.apply(step, mine(target), wait, sink);
      case Command.Terminate(var id, var mode, var reply) -> Termination.apply(step, mine(id), mode, reply);
      case Command.Purge(var id, var reply) -> Purging.purge(step, mine(id), reply);
      case Command.PurgeJournal(var id, var reply) -> Purging.purgeJournal(step, mine(id), reply);
      case Command.TruncateOutbox(var sequence) -> OutboxTruncation.apply(step, sequence);
    }
  }

  private InvocationId mine(InvocationId id) {
    Check.that(range.contains(id.partitionKey()), "Expected an invocation with a key in %s, but got %s", range, id);
    return id;
  }
}
