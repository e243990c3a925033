package dev.restatevertx.metadata.core;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.metadata.core.RegisterCluster.Message;
import dev.restatevertx.metadata.core.RegisterCluster.TestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The register under everything that may happen to it, from one seed: messages late, lost, doubled; crashes that lose
 * what was not synced; disks replaced; partitions; recoveries that race; changes of members. Every answer that clients
 * got must fit one register per key.
 */
class MetadataSim {
  private static final int SEEDS = Integer.getInteger("sim.seeds", 600);
  private static final int STEPS = 2_500;

  /** Rules to break, to see that the simulation notices. */
  private enum Loosen {
    NOTHING,
    /** Stores answer before they sync. */
    SYNC,
    /** Reads do not ask whether the epoch is still the newest. */
    CONFIRM,
    /** A store with an empty disk answers in the name of the lost one. */
    STORE_ID
  }

  /** One run. */
  private static final class World {
    private final Random random;
    private final Loosen loosen;
    private final boolean changes;
    private final RegisterCluster cluster;
    private final Map<Integer, Boolean> sides = new TreeMap<>();
    private final Map<String, Long> versions = new TreeMap<>();
    private long lastStoreId = 1_000;

    World(long seed, int nodes, int members, boolean changes, Loosen loosen) {
      this.random = new Random(seed);
      this.loosen = loosen;
      this.changes = changes;
      this.cluster = new RegisterCluster(nodes, members, random::nextLong);
    }

    private boolean chance(double p) {
      return random.nextDouble() < p;
    }

    private <T> Optional<T> pick(List<T> from) {
      return from.isEmpty() ? Optional.empty() : Optional.of(from.get(random.nextInt(from.size())));
    }

    private List<TestNode> nodes(boolean up) {
      return cluster.nodes.values().stream().filter(n -> n.up == up).toList();
    }

    private List<TestNode> owners() {
      return cluster.nodes.values().stream().filter(n -> n.up && n.sequencer.isPresent()).toList();
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        double x = random.nextDouble();
        if (!cluster.messages.isEmpty() && x < 0.74) {
          message();
        } else if (x < 0.80) {
          pick(nodes(true)).ifPresent(this::sync);
        } else if (x < 0.87) {
          pick(owners()).ifPresent(this::operation);
        } else if (x < 0.885) {
          pick(nodes(true).stream().filter(n -> n.recoveries.size() < 3 && n.isMember()).toList())
              .ifPresent(TestNode::recover);
        } else if (x < 0.90) {
          retryOrChange();
        } else if (x < 0.915) {
          pick(nodes(true)).ifPresent(this::crash);
        } else if (x < 0.95) {
          pick(nodes(false)).ifPresent(this::restart);
        } else if (x < 0.955) {
          cluster.nodes.keySet().forEach(id -> sides.put(id, random.nextBoolean()));
          cluster.history.count("partition");
        } else if (x < 0.965) {
          sides.clear();
        }
        trimMessages();
      }
    }

    private void trimMessages() {
      while (cluster.messages.size() > 400) {
        cluster.messages.removeFirst();
      }
    }

    private void message() {
      int window = chance(0.3) ? cluster.messages.size() : Math.min(cluster.messages.size(), 12);
      Message m = cluster.messages.remove(random.nextInt(window));
      if (chance(0.05)) {
        cluster.messages.add(m);
        cluster.history.count("doubled message");
      }
      if (chance(0.04) || !sides.getOrDefault(m.from(), true).equals(sides.getOrDefault(m.to(), true))) {
        cluster.history.count("lost message");
        return;
      }
      cluster.deliver(loosened(m));
      if (m instanceof RegisterCluster.Ask && chance(0.7)) {
        sync(cluster.node(m.to()));
      }
    }

    private Message loosened(Message m) {
      if (loosen == Loosen.CONFIRM
          && m instanceof RegisterCluster.Ask ask
          && ask.call().request() instanceof Request.Confirm) {
        return new RegisterCluster.Tell(ask.to(), ask.from(), ask.call().id(), ask.call().to(), new Reply.Accepted());
      }
      return m;
    }

    private void sync(TestNode node) {
      if (loosen == Loosen.SYNC) {
        node.answerUnsynced();
      } else {
        node.sync();
      }
    }

    private void operation(TestNode node) {
      String key = chance(0.7) ? "a" : "b";
      if (chance(0.45)) {
        cluster.operate(
            node.id, new History.Intent(key, false, new Condition.None()), (id, s) -> s.get(id, key));
        return;
      }
      long known = versions.getOrDefault(key, 0L);
      Condition precondition =
          chance(0.2)
              ? new Condition.None()
              : known == 0 || chance(0.1) ? new Condition.DoesNotExist() : new Condition.MatchesVersion(known);
      History.Intent intent = new History.Intent(key, true, precondition);
      long tag = random.nextLong();
      if (chance(0.12)) {
        versions.put(key, 0L);
        cluster.operate(node.id, intent, (id, s) -> s.delete(id, key, precondition, tag));
        return;
      }
      versions.put(key, known + 1);
      cluster.operate(
          node.id, intent, (id, s) -> s.put(id, key, known + 1, Bytes.utf8("v" + tag), precondition, tag));
      if (chance(0.1)) {
        // Most preconditions fail once a version was lost: look what is there.
        versions.put(key, (long) random.nextInt(8));
      }
    }

    private void retryOrChange() {
      if (chance(0.6) || !changes) {
        pick(nodes(true)).ifPresent(n -> {
          n.recoveries.forEach(Recovery::retry);
          n.sequencer.ifPresent(InProcessSequencer::resend);
          n.step();
        });
        return;
      }
      pick(owners()).ifPresent(this::change);
    }

    private void change(TestNode owner) {
      MemberList members = owner.sequencer.orElseThrow().members();
      if (members.isChanging()) {
        owner.finishChange();
        cluster.history.count("change finished");
        return;
      }
      List<Member> next = new ArrayList<>(members.now());
      int size = List.of(1, 3, 3, 5, next.size()).get(random.nextInt(5));
      List<Member> free =
          new ArrayList<>(
              cluster.nodes.values().stream()
                  .filter(n -> n.id != 1)
                  .map(TestNode::member)
                  .filter(m -> !next.contains(m))
                  .toList());
      if (size == next.size() && size > 1 && !free.isEmpty()) {
        next.remove(random.nextInt(next.size()));
      }
      while (next.size() > size) {
        next.remove(random.nextInt(next.size()));
      }
      while (next.size() < size && !free.isEmpty()) {
        next.add(free.remove(random.nextInt(free.size())));
      }
      if (next.size() % 2 == 1 && !MemberList.of(next).equals(members)) {
        owner.change(next);
        cluster.history.count("change begun");
      }
    }

    private void crash(TestNode node) {
      cluster.history.count("crash");
      if (node.unsyncedSteps() > 0) {
        cluster.history.count("crash with unsynced steps");
      }
      node.crash(random.nextInt(node.unsyncedSteps() + 1));
    }

    private void restart(TestNode node) {
      if (node.id != 1 && chance(0.04)) {
        node.wipe(loosen == Loosen.STORE_ID ? node.member().storeId() : ++lastStoreId);
        cluster.history.count("wiped disk");
      }
      node.restart();
    }
  }

  private record Outcome(int violations, String first, Map<String, Integer> counts) {}

  private static Outcome explore(int seeds, int nodes, int members, boolean changes, Loosen loosen) {
    int violations = 0;
    String first = "";
    Map<String, Integer> counts = new TreeMap<>();
    for (long seed = 0; seed < seeds; seed++) {
      World world = new World(seed, nodes, members, changes, loosen);
      world.run();
      world.cluster.history.counts().forEach((k, n) -> counts.merge(k, n, Integer::sum));
      Optional<String> violation = world.cluster.history.violation();
      if (violation.isPresent()) {
        violations++;
        first = first.isEmpty() ? "seed " + seed + ": " + violation.get() : first;
      }
    }
    return new Outcome(violations, first, counts);
  }

  private static void holds(int seeds, int nodes, int members, boolean changes, String... mustHappen) {
    Outcome outcome = explore(seeds, nodes, members, changes, Loosen.NOTHING);
    System.out.println(nodes + " nodes, " + members + " members, " + seeds + " seeds: " + outcome.counts());
    if (outcome.violations() > 0) {
      fail(outcome.violations() + " of " + seeds + " runs are wrong; " + outcome.first());
    }
    for (String event : mustHappen) {
      assertTrue(outcome.counts().getOrDefault(event, 0) > 0, () -> "Expected to meet '" + event + "' at least once");
    }
  }

  private static final String[] ALWAYS = {
    "opened",
    "overtaken",
    "fenced sequencer",
    "write",
    "read",
    "tombstone seen",
    "refused precondition",
    "outcome unknown",
    "unavailable",
    "crash with unsynced steps",
    "doubled message",
    "lost message"
  };

  @Test
  void oneStore() {
    holds(SEEDS / 3, 1, 1, false, "opened", "write", "read", "tombstone seen", "crash with unsynced steps");
  }

  @Test
  void threeStores() {
    holds(SEEDS, 3, 3, false, ALWAYS);
  }

  @Test
  void changingMembers() {
    holds(
        SEEDS,
        12,
        1,
        true,
        "opened with 1",
        "opened with 3 changing",
        "opened with 3",
        "opened with 5",
        "change abandoned",
        "wiped disk",
        "partition");
  }

  @Test
  void aLyingDiskIsNoticed() {
    noticed(3, 3, Loosen.SYNC);
  }

  @Test
  void readsWithoutConfirmAreNoticed() {
    noticed(3, 3, Loosen.CONFIRM);
  }

  @Test
  void storesThatForgetTheirIdAreNoticed() {
    noticed(3, 3, Loosen.STORE_ID);
  }

  private static void noticed(int nodes, int members, Loosen loosen) {
    Outcome outcome = explore(300, nodes, members, false, loosen);
    System.out.println(loosen + " loosened: " + outcome.violations() + " of 300 runs are wrong");
    assertTrue(outcome.violations() > 0, () -> "Expected the simulation to notice " + loosen);
  }
}
