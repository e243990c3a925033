package dev.restatevertx.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.restatevertx.base.InvariantViolation;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.KeyRange;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.partition.command.OutboxMessage;
import dev.restatevertx.partition.state.OverlayLimits;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.transition.PartitionStateMachine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DedupTest {
  private final Partition partition = new Partition();

  private List<Action> invoke(Dedup dedup) {
    return partition.apply(
        new Command.Invoke(Partition.from(partition.newId(), Samples.SERVICE, 1, Retention.NONE, 0)), dedup);
  }

  @Test
  void aLeadersProposalsAreAppliedOnceAndEndWithItsEpoch() {
    assertEquals(
        List.of(new Action.LeaderAnnounced(2, KeyRange.FULL)),
        partition.apply(new Command.AnnounceLeader(2, 1, 1, KeyRange.FULL), new Dedup.Self(2, 1)));
    assertEquals(1, invoke(new Dedup.Self(2, 2)).size());
    assertEquals(0, invoke(new Dedup.Self(2, 2)).size());
    assertEquals(1, invoke(new Dedup.Self(2, 9)).size());
    partition.apply(new Command.AnnounceLeader(4, 2, 1, KeyRange.FULL), new Dedup.Self(4, 1));
    assertEquals(0, invoke(new Dedup.Self(2, 10)).size());
    assertEquals(
        0, partition.apply(new Command.AnnounceLeader(3, 3, 1, KeyRange.FULL), new Dedup.Self(3, 1)).size());
    assertEquals(1, invoke(new Dedup.Self(4, 2)).size());
  }

  @Test
  void anOutboxIsAppliedOncePerSource() {
    assertEquals(1, invoke(new Dedup.Partition(1, 5)).size());
    assertEquals(0, invoke(new Dedup.Partition(1, 5)).size());
    assertEquals(0, invoke(new Dedup.Partition(1, 4)).size());
    assertEquals(1, invoke(new Dedup.Partition(2, 1)).size());
    assertEquals(1, invoke(new Dedup.Partition(1, 6)).size());
  }

  @Test
  void aDroppedRecordCountsAsApplied() {
    invoke(new Dedup.Self(1, 1));
    invoke(new Dedup.Self(1, 1));
    assertEquals(partition.lsn(), partition.replica().state().progress().appliedLsn());
  }

  @Test
  void theOutboxIsDenseAndTruncatedUpToWhatWasDelivered() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    for (int i = 0; i < 3; i++) {
      partition.append(id, Entries.oneWay(Samples.OTHER, Samples.SERVICE, Retention.NONE, 0, 1 + i));
    }
    assertEquals(
        List.of(1L, 2L, 3L), partition.reads().outbox(0, 10).stream().map(OutboxMessage::sequence).toList());
    partition.apply(new Command.TruncateOutbox(2));
    partition.apply(new Command.TruncateOutbox(1));
    assertEquals(
        List.of(3L), partition.reads().outbox(0, 10).stream().map(OutboxMessage::sequence).toList());
    partition.apply(new Command.TruncateOutbox(99));
    assertEquals(List.of(), partition.reads().outbox(0, 10));
    assertEquals(4, partition.replica().state().progress().outboxNext());
    assertEquals(4, partition.replica().state().progress().outboxHead());
  }

  @Test
  void durabilityOnlyGrows() {
    assertEquals(List.of(new Action.TrimLog(5)), partition.apply(new Command.UpdateDurability(5)));
    assertEquals(List.of(), partition.apply(new Command.UpdateDurability(4)));
  }

  @Test
  void aRecordForAnotherPartitionOrOutOfOrderBreaksThisOneAndLeavesNoTrace() {
    PartitionState state = new PartitionState(new MemoryStore(), OverlayLimits.DEFAULT);
    PartitionStateMachine machine = new PartitionStateMachine(state, new KeyRange(0, 4));
    Envelope foreign =
        new Envelope(
            5,
            new Dedup.Self(1, 1),
            new Command.Invoke(Partition.from(new InvocationId(5, 1, 1), Samples.SERVICE, 1, Retention.NONE, 0)));
    List<Action> actions = new ArrayList<>();
    assertThrows(InvariantViolation.class, () -> machine.apply(1, 1, foreign, actions));
    assertEquals(0, state.progress().appliedLsn());
    assertEquals(0, state.progress().leaderEpoch());
    assertEquals(List.of(), actions);
    Envelope fine = new Envelope(0, new Dedup.None(), new Command.UpdateDurability(1));
    machine.apply(3, 1, fine, actions);
    assertThrows(InvariantViolation.class, () -> machine.apply(3, 1, fine, actions));
  }
}
