package dev.restatevertx.worker.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.runtime.SeededEntropy;
import dev.restatevertx.runtime.SimClock;
import dev.restatevertx.runtime.Simulation;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Timers fire once, in order, not early, however few fit into memory and whatever the wall clock does. */
class TimerQueueTest {
  private final Simulation simulation = new Simulation(1);
  private final SimClock clock = simulation.clock();
  private final TreeSet<Timer> store = new TreeSet<>(TimerQueue.ORDER);
  private final List<Timer> fired = new ArrayList<>();
  private final List<Timer> early = new ArrayList<>();

  private TimerQueue queue(int limit, SimLoopHolder holder) {
    var queue =
        new TimerQueue(
            (after, max) ->
                Future.succeededFuture(
                    (after.isPresent() ? store.tailSet(after.get(), false) : store).stream().limit(max).toList()),
            timer -> {
              if (timer.time() > clock.millis()) {
                early.add(timer);
              }
              fired.add(timer);
              // The partition applies it some time later.
              holder.loop.timers().after(Duration.ofMillis(3), () -> holder.applied(timer));
            },
            clock,
            holder.loop.timers(),
            limit);
    holder.queue = Optional.of(queue);
    return queue;
  }

  private final class SimLoopHolder {
    final dev.restatevertx.runtime.SimLoop loop = simulation.loop();
    Optional<TimerQueue> queue = Optional.empty();

    void applied(Timer timer) {
      store.remove(timer);
      queue.orElseThrow().delete(timer);
    }

    void add(Timer timer) {
      store.add(timer);
      queue.orElseThrow().register(timer);
    }
  }

  private static Timer timer(long time, int n) {
    return new Timer(time, Timer.Kind.WAKE_SLEEP, new InvocationId(n, 0, n), 1);
  }

  @Test
  void firesEverythingOnceAndNeverEarlyWithASmallWindow() {
    for (int seed = 0; seed < 200; seed++) {
      store.clear();
      fired.clear();
      var random = new SeededEntropy(seed, clock);
      var holder = new SimLoopHolder();
      int total = 60;
      int preset = random.nextInt(total);
      for (int n = 0; n < preset; n++) {
        store.add(timer(clock.millis() + random.nextInt(500) - 50, n));
      }
      var all = new HashSet<>(store);
      var queue = queue(2 + random.nextInt(8), holder);
      holder.loop.execute(queue::start);
      for (int n = preset; n < total; n++) {
        Timer timer = timer(clock.millis() + random.nextInt(500) - 50, n);
        all.add(timer);
        holder.loop.timers().after(Duration.ofMillis(random.nextInt(400)), () -> holder.add(timer));
      }
      simulation.advance(Duration.ofSeconds(3));
      assertEquals(all, new HashSet<>(fired), "seed " + seed);
      assertEquals(all.size(), fired.size(), "fired twice, seed " + seed);
      assertTrue(early.isEmpty(), "early, seed " + seed);
      queue.close();
    }
  }

  @Test
  void waitsOnWhenTheWallClockJumpsBack() {
    var holder = new SimLoopHolder();
    var queue = queue(8, holder);
    holder.loop.execute(queue::start);
    Timer timer = timer(clock.millis() + 500, 1);
    holder.loop.execute(() -> holder.add(timer));
    simulation.settle();
    clock.jumpWallClock(-10_000);
    simulation.advance(Duration.ofSeconds(5));
    assertTrue(fired.isEmpty());
    simulation.advance(Duration.ofSeconds(7));
    assertEquals(List.of(timer), fired);
  }

  @Test
  void seesAForwardJumpWithinASecond() {
    var holder = new SimLoopHolder();
    var queue = queue(8, holder);
    holder.loop.execute(queue::start);
    Timer timer = timer(clock.millis() + 3_600_000, 1);
    holder.loop.execute(() -> holder.add(timer));
    simulation.settle();
    clock.jumpWallClock(3_600_000);
    simulation.advance(Duration.ofMillis(1_100));
    assertEquals(List.of(timer), fired);
  }
}
