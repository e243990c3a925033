package dev.restatevertx.worker.clean;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.runtime.Cancellable;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Proposes the removal of what has been kept long enough: completed invocations and their journals. */
public final class Cleaner {
  private static final int CHUNK = 256;

  private final Source source;
  private final BiConsumer<Long, Command> propose;
  private final Clock clock;
  private final Timers timers;
  private final Duration interval;
  private Optional<Cancellable> alarm = Optional.empty();
  private boolean closed;

  /** The store's expiry index. */
  public interface Source {
    /** What has expired by {@code now} (epoch millis), oldest first, at most {@code limit}. */
    Future<List<Expired>> load(long now, int limit);
  }

  /**
   * Something that has been kept long enough.
   *
   * @param journalOnly the outcome is still to be kept
   */
  public record Expired(InvocationId id, boolean journalOnly) {}

  /**
   * @param propose takes partition key and command
   * @param interval between two rounds
   */
  public Cleaner(
      Source source, BiConsumer<Long, Command> propose, Clock clock, Timers timers, Duration interval) {
    this.source = source;
    this.propose = propose;
    this.clock = clock;
    this.timers = timers;
    this.interval = interval;
  }

  /** Starts; the first round comes after a quarter of the interval. */
  public void start() {
    arm(interval.dividedBy(4));
  }

  public void close() {
    closed = true;
    alarm.ifPresent(Cancellable::cancel);
  }

  private void arm(Duration delay) {
    if (!closed) {
      alarm = Optional.of(timers.after(delay, this::round));
    }
  }

  private void round() {
    source
        .load(clock.millis(), CHUNK)
        .onComplete(
            loaded -> {
              if (closed) {
                return;
              }
              List<Expired> expired = loaded.succeeded() ? loaded.result() : List.of();
              for (Expired one : expired) {
                propose.accept(
                    one.id().partitionKey(),
                    one.journalOnly()
                        ? new Command.PurgeJournal(one.id(), Optional.empty())
                        : new Command.Purge(one.id(), Optional.empty()));
              }
              // A full chunk: more is waiting; the pause lets this one be applied first.
              arm(expired.size() == CHUNK ? Duration.ofMillis(100) : interval);
            });
  }
}
