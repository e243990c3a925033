package dev.restatevertx.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
  @Test
  void timersFireInOrderOfTimeAndOfBirth() {
    Simulation simulation = new Simulation(1);
    SimLoop loop = simulation.loop();
    List<String> seen = new ArrayList<>();
    loop.after(Duration.ofSeconds(2), () -> seen.add("late at " + simulation.clock().nanos()));
    loop.after(Duration.ofSeconds(1), () -> seen.add("first"));
    loop.after(Duration.ofSeconds(1), () -> seen.add("second"));
    loop.after(Duration.ofSeconds(1), () -> seen.add("cancelled")).cancel();
    simulation.advance(Duration.ofSeconds(3));
    assertEquals(List.of("first", "second", "late at 2000000000"), seen);
    assertEquals(SimClock.START_MILLIS + 3000, simulation.clock().millis());
  }

  @Test
  void deferredTasksRunAfterQueuedOnes() {
    Simulation simulation = new Simulation(1);
    SimLoop loop = simulation.loop();
    List<String> seen = new ArrayList<>();
    loop.execute(() -> loop.defer(() -> seen.add("flush")));
    loop.execute(() -> seen.add("a"));
    loop.execute(() -> loop.execute(() -> seen.add("b")));
    simulation.settle();
    assertEquals(List.of("a", "b", "flush"), seen);
  }

  @Test
  void sameSeedSameOrder() {
    assertEquals(order(7), order(7));
    assertNotEquals(order(7), order(8));
  }

  @Test
  void waitsForAConditionOnlySoLong() {
    Simulation simulation = new Simulation(1);
    List<String> seen = new ArrayList<>();
    simulation.loop().after(Duration.ofSeconds(5), () -> seen.add("x"));
    assertFalse(simulation.advanceUntil(() -> !seen.isEmpty(), Duration.ofSeconds(4)));
    assertTrue(simulation.advanceUntil(() -> !seen.isEmpty(), Duration.ofSeconds(4)));
    assertEquals(5_000_000_000L, simulation.clock().nanos());
  }

  private static List<Integer> order(long seed) {
    Simulation simulation = new Simulation(seed);
    List<Integer> seen = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      simulation.loop().execute(() -> seen.add(number));
    }
    simulation.settle();
    return seen;
  }
}
