package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.OutboxMessage;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.state.Progress;
import dev.restatevertx.partition.state.Tables;
import java.util.List;
import java.util.Optional;

/**
 * One command on its way through the state: where to read and write, when it happens, and what is to be done once it has
 * been applied.
 *
 * @param lsn of the record
 * @param now epoch millis, the partition's applied time
 */
record Step(PartitionState state, List<Action> actions, long lsn, long now) {
  Optional<InvocationRow> invocation(InvocationId id) {
    return state.get(Tables.INVOCATION, Keys.invocation(id));
  }

  /** Writes an invocation's row, changed now. */
  void save(InvocationId id, InvocationRow row) {
    state.put(Tables.INVOCATION, Keys.invocation(id), row.withTimes(row.times().modifiedAt(now)));
  }

  /** Writes the row of an invocation of which there was none. */
  void create(InvocationId id, InvocationRow row) {
    state.insert(Tables.INVOCATION, Keys.invocation(id), row);
  }

  void act(Action action) {
    actions.add(action);
  }

  /** Sends a command to the partition that {@code to} belongs to, which may be this one. */
  void send(InvocationId to, Command command) {
    Progress progress = state.progress();
    long sequence = progress.outboxNext();
    state.progress(progress.withOutbox(progress.outboxHead(), sequence + 1));
    state.insert(Tables.OUTBOX, Keys.outbox(sequence), command);
    act(new Action.EnqueueOutbox(new OutboxMessage(sequence, to.partitionKey(), command)));
  }
}
