package dev.restatevertx.worker.timer;

import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.runtime.Cancellable;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Fires the durable timers of a partition that this node leads.
 *
 * <p>Holds the earliest timers only: everything up to a horizon is in memory, everything beyond it is in the store and
 * loaded when the queue runs dry. A fired timer is proposed once and forgotten when the partition has deleted it.
 */
public final class TimerQueue {
  /** Timers fire by the wall clock, which may jump: it is looked at again at least this often. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** Key order of the timer table. */
  public static final Comparator<Timer> ORDER =
      Comparator.comparingLong(Timer::time)
          .thenComparing(Timer::kind)
          .thenComparing(Timer::id)
          .thenComparing(Timer::completionId, Integer::compareUnsigned);

  private final Source source;
  private final Consumer<Timer> fire;
  private final Clock clock;
  private final Timers timers;
  private final int limit;

  private final TreeSet<Timer> queue = new TreeSet<>(ORDER);
  private final Set<Timer> firing = new HashSet<>();
  private Optional<Timer> horizon = Optional.empty();
  private Optional<Cancellable> alarm = Optional.empty();
  private long alarmAt = Long.MAX_VALUE;
  private boolean loading = true;
  private boolean closed;

  /** The store's timers. */
  public interface Source {
    /** Timers after {@code after} (or from the first) in key order, at most {@code limit}. */
    Future<List<Timer>> load(Optional<Timer> after, int limit);
  }

  /**
   * @param limit timers kept in memory, at least 2
   */
  public TimerQueue(Source source, Consumer<Timer> fire, Clock clock, Timers timers, int limit) {
    this.source = source;
    this.fire = fire;
    this.clock = clock;
    this.timers = timers;
    this.limit = Math.max(2, limit);
  }

  /** Loads the first timers and starts firing. */
  public void start() {
    load(Optional.empty());
  }

  /** A timer was stored. */
  public void register(Timer timer) {
    if (horizon.isPresent() && ORDER.compare(timer, horizon.get()) > 0) {
      return;
    }
    queue.add(timer);
    while (queue.size() > limit) {
      queue.removeLast();
      horizon = Optional.of(queue.last());
    }
    arm();
  }

  /** A timer was deleted from the store, because it fired or is not needed any more. */
  public void delete(Timer timer) {
    queue.remove(timer);
    firing.remove(timer);
    loadMore();
  }

  public void close() {
    closed = true;
    alarm.ifPresent(Cancellable::cancel);
  }

  /** Fired timers that are not applied yet count too: a partition that is behind is not pushed further. */
  private void loadMore() {
    if (!loading && queue.isEmpty() && horizon.isPresent() && firing.size() < limit) {
      load(horizon);
    }
  }

  private void load(Optional<Timer> after) {
    loading = true;
    horizon = Optional.empty();
    source
        .load(after, limit)
        .onSuccess(
            loaded -> {
              if (closed) {
                return;
              }
              loading = false;
              for (Timer timer : loaded) {
                if (!firing.contains(timer)) {
                  queue.add(timer);
                }
              }
              if (loaded.size() == limit) {
                Timer last = loaded.getLast();
                horizon = Optional.of(last);
                queue.tailSet(last, false).clear();
              }
              arm();
            });
  }

  private void arm() {
    if (closed || loading || queue.isEmpty()) {
      return;
    }
    long now = clock.millis();
    while (!queue.isEmpty() && queue.first().time() <= now) {
      Timer due = queue.removeFirst();
      firing.add(due);
      fire.accept(due);
    }
    if (queue.isEmpty()) {
      loadMore();
      return;
    }
    long at = Math.min(queue.first().time(), now + LONGEST_WAIT.toMillis());
    if (alarm.isPresent() && alarmAt <= at) {
      return;
    }
    alarm.ifPresent(Cancellable::cancel);
    alarmAt = at;
    alarm =
        Optional.of(
            timers.after(
                Duration.ofMillis(at - now),
                () -> {
                  alarm = Optional.empty();
                  alarmAt = Long.MAX_VALUE;
                  arm();
                }));
  }
}
