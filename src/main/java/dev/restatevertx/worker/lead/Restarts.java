package dev.restatevertx.worker.lead;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invoker.Invoker;
import dev.restatevertx.partition.state.PartitionReads;
import dev.restatevertx.runtime.Timers;
import dev.restatevertx.worker.apply.StoreAccess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Starts what was running when the leadership began. The list is a cursor over the store: the next part is read when the
 * invoker has room for it.
 */
public final class Restarts {
  private static final int CHUNK = 256;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final PartitionReads reads;
  private final StoreAccess access;
  private final Invoker invoker;
  private final Timers timers;
  private final int enough;
  private boolean closed;

  /**
   * @param enough invocations at work or queued in the invoker from which on the rest waits
   */
  public Restarts(PartitionReads reads, StoreAccess access, Invoker invoker, Timers timers, int enough) {
    this.reads = reads;
    this.access = access;
    this.invoker = invoker;
    this.timers = timers;
    this.enough = enough;
  }

  public void start() {
    next(Optional.empty());
  }

  public void close() {
    closed = true;
  }

  private void next(Optional<InvocationId> after) {
    if (closed) {
      return;
    }
    if (invoker.statuses().size() >= enough) {
      timers.after(PAUSE, () -> next(after));
      return;
    }
    access
        .read(() -> reads.running(after, CHUNK))
        .onSuccess(this::run)
        .onSuccess(
            found -> {
              if (found.size() == CHUNK) {
                next(Optional.of(found.getLast().id()));
              }
            });
  }

  private void run(List<PartitionReads.Running> found) {
    if (closed) {
      return;
    }
    for (PartitionReads.Running running : found) {
      // What was applied since the leadership began may have started it already.
      if (invoker.status(running.id()).isEmpty()) {
        invoker.start(running.id(), running.target());
      }
    }
  }
}
