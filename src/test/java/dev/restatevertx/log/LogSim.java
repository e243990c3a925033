package dev.restatevertx.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.runtime.SeededEntropy;
import dev.restatevertx.runtime.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * A node's logs, killed again and again at every kind of point: the real automata, chains, readers and encodings on a
 * simulated disk that loses what is not synced and tears the last write. Acknowledged records are always there, in
 * order, once; the tail and the trim point never go back; a sealed segment takes nothing; once nobody kills it, every
 * append is answered.
 */
class LogSim {
  private static final int SEEDS = 60;
  private static final int PROCESSES = 12;
  private static final int LOGS = 3;

  /** The world fails on purpose: its warnings say nothing. Held, since the logging system may forget it. */
  private static final Logger QUIET = Logger.getLogger("restate.log");

  static {
    QUIET.setLevel(Level.OFF);
  }

  /** What one seed led to. */
  private record Result(
      long trace,
      Map<CrashPoints.Kind, Integer> crashes,
      int acknowledged,
      int lostBytes,
      int errors,
      int overloads,
      int refused) {}

  /** Kills the process once it has survived so many points. */
  private static final class Killer implements CrashPoints {
    private final Map<Kind, Integer> crashes = new EnumMap<>(Kind.class);
    private int left;
    private boolean killed;

    void arm(int points) {
      left = points;
      killed = false;
    }

    @Override
    public boolean survives(Kind kind) {
      if (killed) {
        return false;
      }
      left--;
      if (left != 0) {
        return true;
      }
      killed = true;
      crashes.merge(kind, 1, Integer::sum);
      return false;
    }
  }

  private static Result run(long seed) {
    Simulation world = new Simulation(seed);
    SeededEntropy fate = world.fork();
    SimDisk disk = new SimDisk(world.fork());
    MemoryMetadata memory = new MemoryMetadata();
    List<LogModel> models = new ArrayList<>();
    for (int i = 0; i < LOGS; i++) {
      models.add(new LogModel(i));
    }
    long[] trace = {seed};
    Killer killer = new Killer();
    int errors = 0;
    int overloads = 0;
    int refused = 0;
    for (int generation = 1; generation <= PROCESSES; generation++) {
      killer.arm(1 + fate.nextInt(fate.chance(50) ? 30 : 600));
      SimProcess process =
          new SimProcess(world, disk, memory, generation, models, killer, value -> trace[0] = trace[0] * 31 + value);
      boolean killed =
          world.advanceUntil(() -> killer.killed, Duration.ofMillis(fate.nextInt(800)));
      if (!killed) {
        killer.crashes.merge(CrashPoints.Kind.QUIET, 1, Integer::sum);
        killer.killed = true;
      }
      process.kill();
      disk.crash();
      errors += process.server.writeErrors();
      overloads += process.server.overloads();
      refused += process.refusedAfterSeal();
    }
    killer.arm(Integer.MAX_VALUE);
    SimProcess last =
        new SimProcess(world, disk, memory, PROCESSES + 1, models, killer, value -> trace[0] = trace[0] * 31 + value);
    assertTrue(
        world.advanceUntil(() -> last.opened() >= LOGS, Duration.ofSeconds(60)), "seed " + seed + ": logs do not open");
    world.advance(Duration.ofMillis(200));
    last.rest();
    assertTrue(
        world.advanceUntil(() -> last.unanswered() == 0, Duration.ofSeconds(60)),
        "seed " + seed + ": appends without an answer");
    AtomicInteger read = new AtomicInteger();
    for (int i = 0; i < LOGS; i++) {
      last.readAll(i, models.get(i), read::incrementAndGet);
    }
    assertTrue(
        world.advanceUntil(() -> read.get() == LOGS, Duration.ofSeconds(60)), "seed " + seed + ": not all is read");
    int acknowledged = models.stream().mapToInt(LogModel::acknowledged).sum();
    return new Result(trace[0], killer.crashes, acknowledged, disk.lostBytes(), errors, overloads, refused);
  }

  @Test
  void acknowledgedRecordsSurviveEveryCrash() {
    Map<CrashPoints.Kind, Integer> crashes = new EnumMap<>(CrashPoints.Kind.class);
    long acknowledged = 0;
    long lostBytes = 0;
    int errors = 0;
    int overloads = 0;
    int refused = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Result result;
      try {
        result = run(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("Seed " + seed + ": " + e.getMessage(), e);
      }
      result.crashes.forEach((kind, count) -> crashes.merge(kind, count, Integer::sum));
      acknowledged += result.acknowledged;
      lostBytes += result.lostBytes;
      errors += result.errors;
      overloads += result.overloads;
      refused += result.refused;
    }
    System.out.printf(
        "LogSim: %d crashes at %s; %d records acknowledged, %d unsynced bytes lost, %d write errors, %d overloads,"
            + " %d appends refused after a seal%n",
        crashes.values().stream().mapToInt(Integer::intValue).sum(),
        crashes,
        acknowledged,
        lostBytes,
        errors,
        overloads,
        refused);
    for (CrashPoints.Kind kind : CrashPoints.Kind.values()) {
      assertTrue(crashes.getOrDefault(kind, 0) > 0, "no crash at " + kind);
    }
    assertTrue(acknowledged > 10_000 && lostBytes > 0 && errors > 0 && overloads > 0 && refused > 0);
  }

  @Test
  void theSameSeedIsTheSameRun() {
    Result first = run(7);
    assertEquals(first, run(7));
    assertNotEquals(first.trace, run(8).trace);
  }
}
