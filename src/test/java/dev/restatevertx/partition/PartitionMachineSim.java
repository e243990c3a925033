package dev.restatevertx.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.codec.EnvelopeCodec;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.OverlayLimits;
import dev.restatevertx.partition.state.Table;
import dev.restatevertx.partition.state.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A partition under a long random life, on four replicas that must agree record by record:
 *
 * <ul>
 *   <li>the leader, which writes now and then,
 *   <li>one that writes after every record and finds nothing in memory at first,
 *   <li>one that writes at random, whose writes fail, and that is restarted all the time,
 *   <li>one that writes only in the end, and gets the records' objects instead of their bytes.
 * </ul>
 */
class PartitionMachineSim {
  private static final int SEEDS = 60;
  private static final int RECORDS = 400;

  private static final List<String> STATUSES =
      List.of("Absent", "Scheduled", "Inboxed", "Invoked", "Suspended", "Paused", "Completed");

  @Test
  void replicasAgreeWhateverTheyWriteAndWheneverTheyRestart() {
    Map<String, Integer> reached = new TreeMap<>();
    long records = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        records += new Life(seed, reached).live();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    System.out.println("Partition machine: " + SEEDS + " lives, " + records + " records, reached:");
    reached.forEach((what, times) -> System.out.println("  " + what + ": " + times));
    List<String> missed = new ArrayList<>(expected());
    missed.removeAll(reached.keySet());
    assertEquals(List.of(), missed, "never reached");
  }

  private static List<String> expected() {
    List<String> expected = new ArrayList<>();
    for (String what :
        List.of("CANCEL", "KILL", "Purge", "PurgeJournal", "Signal", "CancelSignal", "Attach", "GetOutput", "Invoke",
            "InvokerEffects", "InvocationResponse")) {
      STATUSES.forEach(status -> expected.add(what + " / " + status));
    }
    List.of("Absent", "Invoked", "Suspended", "Paused", "Completed")
        .forEach(status -> expected.add("WAKE_SLEEP / " + status));
    List.of("Absent", "Scheduled", "Completed").forEach(status -> expected.add("RUN_SCHEDULED / " + status));
    List.of("PinDeployment", "CompleteRun", "Suspend", "Pause", "RecordFailure", "End", "Fail")
        .forEach(effect -> expected.add("effect " + effect));
    List.of("Output", "GetLazyState", "SetState", "ClearState", "ClearAllState", "GetLazyStateKeys", "GetEagerState",
            "GetPromise", "PeekPromise", "CompletePromise", "Sleep", "Call", "OneWayCall", "SendSignal", "Run",
            "AttachInvocation", "GetInvocationOutput", "CompleteAwakeable")
        .forEach(entry -> expected.add("entry " + entry));
    for (Class<?> action : Action.class.getPermittedSubclasses()) {
      expected.add("action " + action.getSimpleName());
    }
    return expected;
  }

  private static final class Life {
    private final Random random;
    private final List<SimWorld.Logged> log = new ArrayList<>();
    private final NaiveModel model = new NaiveModel();
    private final Replica leader = new Replica(new MemoryStore(), new OverlayLimits(50, 1 << 16));
    private final Replica eager = new Replica(missing(), OverlayLimits.DEFAULT);
    private final Replica restless = new Replica(new MemoryStore(), new OverlayLimits(5, 1 << 12));
    private final Replica lazy = new Replica();
    private final SimWorld world;

    Life(long seed, Map<String, Integer> reached) {
      random = new Random(seed);
      world = new SimWorld(seed, leader, reached);
    }

    private static MemoryStore missing() {
      MemoryStore store = new MemoryStore();
      store.missFirst();
      return store;
    }

    int live() {
      for (int i = 0; i < RECORDS; i++) {
        step();
      }
      world.windDown();
      while (!world.quiet()) {
        assertTrue(log.size() < 20 * RECORDS, "Expected everything to come to an end");
        step();
      }
      assertEquals(Set.<RequestId>of(), world.unanswered(), "unanswered");
      compare();
      assertEquals(leader.rows(), lazy.rows(), "rows of the replica that never wrote");
      for (Table<?> table : List.of(Tables.INBOX, Tables.RUNNING, Tables.TIMER)) {
        Bytes first = Keys.first(table);
        assertEquals(List.of(), leader.state().scan(table, first, Keys.after(first), 1), table.toString());
      }
      Bytes locks = Keys.first(Tables.LOCK);
      assertTrue(leader.store().rows().subMap(locks, Keys.after(locks)).isEmpty(), "locks");
      return log.size();
    }

    private void step() {
      SimWorld.Logged next = world.next();
      log.add(next);
      Bytes record = EnvelopeCodec.encode(next.envelope());
      List<Action> actions = leader.apply(next.lsn(), next.time(), record);
      assertEquals(actions, applyEager(next, record), "actions of the eager replica");
      assertEquals(actions, applyRestless(next, record), "actions of the restless replica");
      assertEquals(actions, lazy.apply(next.lsn(), next.time(), next.envelope()), "actions of the lazy replica");
      if (!next.duplicate()) {
        model.applied(next.lsn(), next.envelope().command(), actions);
      } else {
        assertEquals(List.of(), actions, "actions of a dropped record");
      }
      model.check(leader.state());
      world.act(actions);
      if (leader.state().writeDue()) {
        leader.beginWrite();
      }
      if (random.nextInt(10) == 0) {
        leader.finishWrite();
      }
      if (next.lsn() % 50 == 0) {
        compare();
      }
    }

    private List<Action> applyEager(SimWorld.Logged next, Bytes record) {
      List<Action> actions = eager.apply(next.lsn(), next.time(), record);
      eager.write();
      return actions;
    }

    private List<Action> applyRestless(SimWorld.Logged next, Bytes record) {
      if (random.nextInt(3) == 0) {
        long stored = restless.restart();
        for (SimWorld.Logged missed : log.subList((int) stored, log.size() - 1)) {
          restless.apply(missed.lsn(), missed.time(), EnvelopeCodec.encode(missed.envelope()));
        }
      }
      List<Action> actions = restless.apply(next.lsn(), next.time(), record);
      switch (random.nextInt(4)) {
        case 0 -> restless.beginWrite();
        case 1 -> restless.finishWrite();
        case 2 -> {
          if (random.nextInt(4) == 0) {
            restless.failWrite();
          }
        }
        default -> {}
      }
      return actions;
    }

    private void compare() {
      Map<Bytes, Bytes> rows = leader.rows();
      assertEquals(rows, eager.rows(), "rows of the eager replica");
      assertEquals(rows, restless.rows(), "rows of the restless replica");
    }
  }
}
