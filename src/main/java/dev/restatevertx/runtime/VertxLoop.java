package dev.restatevertx.runtime;

import dev.restatevertx.base.Check;
import io.netty.channel.EventLoop;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@link Loop} on an event-loop context. Tasks go through a queue of our own: a burst of them costs one wake-up and one
 * dispatch of the context, and what they defer is seen at its end. Netty runs a turn after the sockets that were ready,
 * so that the requests read in one go end up in one batch.
 */
public final class VertxLoop implements Loop, Timers {
  private static final Logger LOG = System.getLogger("restate.runtime");

  /** A turn gives the sockets their chance after this many tasks. */
  private static final int TASKS_PER_TURN = 1024;

  private static final Duration DELAY_MAX = Duration.ofDays(36_500);

  private final ContextInternal context;
  private final EventLoop eventLoop;
  private final Queue<Runnable> queue = PlatformDependent.newMpscQueue();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Runnable dispatchTurn;
  private ArrayDeque<Runnable> deferred = new ArrayDeque<>();
  private ArrayDeque<Runnable> spare = new ArrayDeque<>();

  private VertxLoop(ContextInternal context) {
    Check.that(context.isEventLoopContext(), "Expected an event-loop context, but got %s", context.threadingModel());
    this.context = context;
    this.eventLoop = context.nettyEventLoop();
    Runnable turn = this::turn;
    this.dispatchTurn = () -> context.dispatch(turn);
  }

  /** A loop on the context of the caller, or on a new one if it has none. */
  public static VertxLoop current(Vertx vertx) {
    return new VertxLoop(((VertxInternal) vertx).getOrCreateContext());
  }

  /** A loop on this event-loop context. */
  public static VertxLoop of(Context context) {
    return new VertxLoop((ContextInternal) context);
  }

  /** A loop on a new context; successive ones are spread over the event loops. */
  public static VertxLoop create(Vertx vertx) {
    return new VertxLoop(((VertxInternal) vertx).createEventLoopContext());
  }

  /** The context that it runs on. */
  public Context context() {
    return context;
  }

  @Override
  public void execute(Runnable task) {
    queue.add(task);
    schedule();
  }

  @Override
  public boolean inLoop() {
    return eventLoop.inEventLoop();
  }

  @Override
  public void defer(Runnable task) {
    Check.that(inLoop(), "Expected defer to be called in its loop, but it was called elsewhere");
    deferred.add(task);
    schedule();
  }

  @Override
  public Timers timers() {
    return this;
  }

  @Override
  public Cancellable after(Duration delay, Runnable action) {
    Duration bounded = delay.compareTo(DELAY_MAX) < 0 ? delay : DELAY_MAX;
    return new Timer(action, bounded.isNegative() ? 0 : bounded.toNanos());
  }

  private void schedule() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      eventLoop.execute(dispatchTurn);
    }
  }

  private void turn() {
    for (int i = 0; i < TASKS_PER_TURN; i++) {
      Runnable task = queue.poll();
      if (task == null) {
        break;
      }
      run(task);
    }
    ArrayDeque<Runnable> last = deferred;
    deferred = spare;
    for (Runnable task = last.poll(); task != null; task = last.poll()) {
      run(task);
    }
    spare = last;
    // Whoever adds after this line schedules the next turn itself; what came before it is looked for here.
    scheduled.set(false);
    if (!queue.isEmpty() || !deferred.isEmpty()) {
      schedule();
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Logger.Level.ERROR, "A task of an event loop failed: the work that it stood for is lost", e);
    }
  }

  /** Fires in a turn, like everything else. */
  private final class Timer implements Runnable, Cancellable {
    private final Runnable action;
    private final Future<?> pending;
    private volatile boolean cancelled;

    Timer(Runnable action, long delayNanos) {
      this.action = action;
      this.pending = eventLoop.schedule(() -> execute(this), delayNanos, TimeUnit.NANOSECONDS);
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
      pending.cancel(false);
    }
  }
}
