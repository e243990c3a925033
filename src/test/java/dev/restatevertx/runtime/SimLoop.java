package dev.restatevertx.runtime;

import dev.restatevertx.base.Check;
import java.time.Duration;
import java.util.ArrayDeque;

/** A loop of a {@link Simulation}. What a task throws ends the simulation. */
public final class SimLoop implements Loop, Timers {
  private final Simulation simulation;
  private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private ArrayDeque<Runnable> deferred = new ArrayDeque<>();
  private boolean running;
  private boolean stopped;

  SimLoop(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void execute(Runnable task) {
    if (!stopped) {
      queue.add(task);
    }
  }

  @Override
  public boolean inLoop() {
    return running;
  }

  @Override
  public void defer(Runnable task) {
    Check.that(running, "Expected defer to be called in its loop, but it was called elsewhere");
    deferred.add(task);
  }

  @Override
  public Timers timers() {
    return this;
  }

  @Override
  public Cancellable after(Duration delay, Runnable action) {
    return simulation.schedule(this, delay, action);
  }

  /** As if its process were killed: nothing that is queued or comes later is run. */
  public void kill() {
    stopped = true;
    queue.clear();
    deferred.clear();
  }

  boolean hasWork() {
    return !queue.isEmpty() || !deferred.isEmpty();
  }

  void turn() {
    running = true;
    try {
      for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
        task.run();
      }
      ArrayDeque<Runnable> last = deferred;
      deferred = new ArrayDeque<>();
      for (Runnable task = last.poll(); task != null && !stopped; task = last.poll()) {
        task.run();
      }
    } finally {
      running = false;
    }
  }
}
