package dev.restatevertx.worker.shuffle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.partition.command.OutboxMessage;
import dev.restatevertx.runtime.SeededEntropy;
import dev.restatevertx.runtime.SimLoop;
import dev.restatevertx.runtime.Simulation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Outbox to destinations whose leaders change at any moment: every message arrives once and in order. */
class ShuffleSim {
  private static final int DESTINATIONS = 3;

  @Test
  void everyMessageArrivesOnceAndInOrderPerDestination() {
    int leaderChanges = 0;
    for (int seed = 0; seed < 300; seed++) {
      leaderChanges += run(seed);
    }
    assertTrue(leaderChanges > 1_000, "leader changes tried: " + leaderChanges);
  }

  private static int run(int seed) {
    var simulation = new Simulation(seed);
    var random = simulation.fork();
    SimLoop loop = simulation.loop();
    var store = new TreeMap<Long, OutboxMessage>();
    var cluster = new Cluster(loop, random);
    var shuffle =
        new Shuffle(
            0,
            (from, limit) -> Future.succeededFuture(store.tailMap(from, true).values().stream().limit(limit).toList()),
            cluster,
            loop.timers(),
            2 + random.nextInt(10));
    var expected = new HashMap<Integer, List<Long>>();
    int total = 50;
    int preset = random.nextInt(total);
    for (long sequence = 1; sequence <= total; sequence++) {
      var message = new OutboxMessage(sequence, random.nextInt(DESTINATIONS), new Command.TruncateOutbox(sequence));
      expected.computeIfAbsent((int) message.partitionKey(), _ -> new ArrayList<>()).add(sequence);
      if (sequence <= preset) {
        store.put(sequence, message);
      } else {
        loop.timers()
            .after(
                Duration.ofMillis(sequence * 3),
                () -> {
                  store.put(message.sequence(), message);
                  shuffle.enqueue(message);
                });
      }
    }
    loop.execute(shuffle::start);
    cluster.changeLeadersUntil(simulation, 400);
    simulation.advance(Duration.ofSeconds(5));
    assertEquals(expected, cluster.applied, "seed " + seed);
    assertEquals(total, shuffle.delivered(), "seed " + seed);
    shuffle.close();
    return cluster.changes;
  }

  /** Destinations that apply what is committed, with the dedup of a partition. */
  private static final class Cluster implements Destinations {
    final Map<Integer, List<Long>> applied = new HashMap<>();
    final Map<Integer, Long> lastSeen = new HashMap<>();
    final Map<Integer, SimLeader> leaders = new HashMap<>();
    final SimLoop loop;
    final SeededEntropy random;
    int changes;

    Cluster(SimLoop loop, SeededEntropy random) {
      this.loop = loop;
      this.random = random;
    }

    void changeLeadersUntil(Simulation simulation, int millis) {
      for (int at = 0; at < millis; at += 7) {
        int destination = random.nextInt(DESTINATIONS);
        if (random.chance(40)) {
          loop.execute(() -> change(destination));
        }
        simulation.advance(Duration.ofMillis(7));
      }
    }

    private void change(int destination) {
      SimLeader former = leaders.remove(destination);
      if (former != null) {
        former.stepDown();
      }
      changes++;
    }

    @Override
    public int partitionOf(long partitionKey) {
      return (int) partitionKey;
    }

    @Override
    public Future<Leader> leaderOf(int partition) {
      if (random.chance(20)) {
        return Future.failedFuture("no leader is known");
      }
      return Future.succeededFuture(leaders.computeIfAbsent(partition, p -> new SimLeader(p)));
    }

    private final class SimLeader implements Leader {
      final int partition;
      final List<Promise<Void>> open = new ArrayList<>();
      boolean gone;
      boolean cut;

      SimLeader(int partition) {
        this.partition = partition;
      }

      @Override
      public Future<Void> deliver(Envelope envelope) {
        Promise<Void> promise = Promise.promise();
        if (gone) {
          loop.timers().after(Duration.ofMillis(1), () -> promise.fail("not leader"));
          return promise.future();
        }
        open.add(promise);
        loop.timers()
            .after(
                Duration.ofMillis(5),
                () -> {
                  // Committed even when the leader has gone in the meantime: then the sender just does not learn it.
                  cut |= gone && random.chance(50);
                  if (!cut) {
                    commit(envelope);
                  }
                  promise.tryComplete();
                });
        return promise.future();
      }

      void stepDown() {
        gone = true;
        List.copyOf(open).forEach(promise -> promise.tryFail("lost leadership"));
      }

      private void commit(Envelope envelope) {
        long sequence = ((Dedup.Partition) envelope.dedup()).sequence();
        if (sequence > lastSeen.getOrDefault(partition, 0L)) {
          lastSeen.put(partition, sequence);
          applied.computeIfAbsent(partition, _ -> new ArrayList<>()).add(sequence);
        }
      }
    }
  }
}
