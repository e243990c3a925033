package dev.restatevertx.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A little world in one thread on virtual time: its loops take turns in an order drawn from the seed, and time moves to
 * the next timer when nobody has anything to do. Same seed, same run.
 */
public final class Simulation {
  /** A run that takes more turns than this is taken for one that never ends. */
  private static final int TURNS_MAX = 50_000_000;

  private final SeededEntropy entropy;
  private final SimClock clock = new SimClock();
  private final List<SimLoop> loops = new ArrayList<>();
  private final PriorityQueue<SimTimer> timers = new PriorityQueue<>();
  private final AtomicLong timerSequence = new AtomicLong();

  public Simulation(long seed) {
    entropy = new SeededEntropy(seed, clock);
  }

  public SimClock clock() {
    return clock;
  }

  /** The randomness of the world itself; {@link #fork} gives a part of it its own. */
  public SeededEntropy entropy() {
    return entropy;
  }

  /** Randomness for one part, so that what it draws does not shift what the others draw. */
  public SeededEntropy fork() {
    return new SeededEntropy(entropy.nextLong(), clock);
  }

  /** A new loop. */
  public SimLoop loop() {
    SimLoop loop = new SimLoop(this);
    loops.add(loop);
    return loop;
  }

  /** Runs turns at the present instant until no loop has anything to do. */
  public void settle() {
    int turns = 0;
    while (turnOfAny()) {
      if (++turns > TURNS_MAX) {
        throw new AssertionError("Expected the world to come to rest, but it went on after " + turns + " turns");
      }
    }
  }

  /** Lets time pass, with all that happens in it. */
  public void advance(Duration span) {
    long end = clock.nanos() + span.toNanos();
    settle();
    while (!timers.isEmpty() && timers.element().deadline <= end) {
      fireNext();
      settle();
    }
    clock.moveTo(end);
  }

  /** Lets time pass until {@code condition} holds; at most {@code limit}. True if it holds. */
  public boolean advanceUntil(BooleanSupplier condition, Duration limit) {
    long end = clock.nanos() + limit.toNanos();
    settle();
    while (!condition.getAsBoolean()) {
      if (timers.isEmpty() || timers.element().deadline > end) {
        clock.moveTo(end);
        return false;
      }
      fireNext();
      settle();
    }
    return true;
  }

  Cancellable schedule(SimLoop loop, Duration delay, Runnable action) {
    long deadline = clock.nanos() + Math.max(0, delay.toNanos());
    SimTimer timer = new SimTimer(deadline, timerSequence.getAndIncrement(), loop, action);
    timers.add(timer);
    return timer;
  }

  private void fireNext() {
    SimTimer timer = timers.remove();
    clock.moveTo(Math.max(clock.nanos(), timer.deadline));
    timer.loop.execute(timer);
  }

  private boolean turnOfAny() {
    List<SimLoop> ready = loops.stream().filter(SimLoop::hasWork).toList();
    if (ready.isEmpty()) {
      return false;
    }
    ready.get(entropy.nextInt(ready.size())).turn();
    return true;
  }

  private static final class SimTimer implements Comparable<SimTimer>, Cancellable, Runnable {
    private final long deadline;
    private final long sequence;
    private final SimLoop loop;
    private final Runnable action;
    private boolean cancelled;

    SimTimer(long deadline, long sequence, SimLoop loop, Runnable action) {
      this.deadline = deadline;
      this.sequence = sequence;
      this.loop = loop;
      this.action = action;
    }

    @Override
    public void run() {
      if (!cancelled) {
        action.run();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(SimTimer other) {
      int order = Long.compare(deadline, other.deadline);
      return order != 0 ? order : Long.compare(sequence, other.sequence);
    }
  }
}
