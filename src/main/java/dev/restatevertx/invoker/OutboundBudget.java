package dev.restatevertx.invoker;

import dev.restatevertx.runtime.Loop;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bytes of large entries and state that were read for endpoints and have not left this process yet. Shared by the
 * invokers of a loop, so that endpoints that read slowly cannot make the node hold all that waits for them. Small
 * entries are not counted: each stream has an allowance of its own. Used on the loop only.
 */
public final class OutboundBudget {
  private final long limit;
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private long used;

  private record Waiter(long bytes, Loop loop, Runnable granted) {}

  /**
   * An unused budget.
   *
   * @param limit in bytes; a single request above it is granted when nothing else is
   */
  public OutboundBudget(long limit) {
    this.limit = limit;
  }

  /**
   * Takes bytes, at once or when others gave enough back; first come, first served.
   *
   * @param loop runs {@code granted} if it has to wait
   */
  void acquire(long bytes, Loop loop, Runnable granted) {
    if (waiters.isEmpty() && fits(bytes)) {
      used += bytes;
      granted.run();
    } else {
      waiters.add(new Waiter(bytes, loop, granted));
    }
  }

  /** Runs {@code entered} at once, or after others gave back when more than the limit is taken. */
  void enter(Loop loop, Runnable entered) {
    if (used <= limit) {
      entered.run();
    } else {
      waiters.add(new Waiter(0, loop, entered));
    }
  }

  /** Takes bytes that are there already, above the limit if need be. */
  void take(long bytes) {
    used += bytes;
  }

  /** Gives bytes back. */
  void release(long bytes) {
    used -= bytes;
    while (!waiters.isEmpty() && fits(waiters.peek().bytes())) {
      Waiter next = waiters.remove();
      used += next.bytes();
      // In a turn of its own: we may be called from within a write, and the one who waited will write too.
      next.loop().execute(next.granted());
    }
  }

  /** Bytes taken now. */
  public long used() {
    return used;
  }

  private boolean fits(long bytes) {
    return used == 0 || used + bytes <= limit;
  }
}
