package dev.restatevertx.partition;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.KeyRange;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.codec.EnvelopeCodec;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.partition.state.OverlayLimits;
import dev.restatevertx.partition.state.OverlayWrite;
import dev.restatevertx.partition.state.PartitionReads;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.state.StoreMiss;
import dev.restatevertx.partition.transition.PartitionStateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A partition over a store in memory, that can be restarted. */
final class Replica {
  private final OverlayLimits limits;
  private final MemoryStore store;
  private PartitionState state;
  private PartitionStateMachine machine;
  private Optional<OverlayWrite> writing = Optional.empty();

  Replica(MemoryStore store, OverlayLimits limits) {
    this.store = store;
    this.limits = limits;
    this.state = open();
    this.machine = new PartitionStateMachine(state, KeyRange.FULL);
  }

  Replica() {
    this(new MemoryStore(), OverlayLimits.DEFAULT);
  }

  PartitionState state() {
    return state;
  }

  PartitionReads reads() {
    return new PartitionReads(state);
  }

  MemoryStore store() {
    return store;
  }

  /** Applies a record; what is missed is loaded. */
  List<Action> apply(long lsn, long time, Envelope envelope) {
    List<Action> actions = new ArrayList<>();
    while (true) {
      try {
        machine.apply(lsn, time, envelope, actions);
        return actions;
      } catch (StoreMiss miss) {
        if (!actions.isEmpty()) {
          throw new AssertionError("Expected no actions of a command that was not applied");
        }
        store.load(miss);
      }
    }
  }

  /** Applies a record as it was read from a log. */
  List<Action> apply(long lsn, long time, Bytes record) {
    return apply(lsn, time, EnvelopeCodec.decode(record));
  }

  void beginWrite() {
    if (writing.isEmpty()) {
      writing = Optional.of(state.beginWrite());
    }
  }

  void finishWrite() {
    if (writing.isPresent()) {
      store.write(writing.get());
      state.writeCompleted(writing.get());
      writing = Optional.empty();
    }
  }

  void failWrite() {
    if (writing.isPresent()) {
      state.writeFailed(writing.get());
      writing = Optional.empty();
    }
  }

  void write() {
    finishWrite();
    beginWrite();
    finishWrite();
  }

  /** Forgets everything but the store; answers the LSN that the store stands at. */
  long restart() {
    writing = Optional.empty();
    state = open();
    machine = new PartitionStateMachine(state, KeyRange.FULL);
    return state.progress().appliedLsn();
  }

  /** All rows, as they would be if everything were written now. */
  Map<Bytes, Bytes> rows() {
    write();
    return store.rows();
  }

  private PartitionState open() {
    while (true) {
      try {
        return new PartitionState(store, limits);
      } catch (StoreMiss miss) {
        store.load(miss);
      }
    }
  }
}
