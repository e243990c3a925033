package dev.restatevertx.worker.apply;

import dev.restatevertx.log.LogException;
import dev.restatevertx.log.LogReader;
import dev.restatevertx.log.RecordSink;
import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.codec.EnvelopeCodec;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.partition.state.OverlayWrite;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.state.StoreMiss;
import dev.restatevertx.partition.transition.PartitionStateMachine;
import dev.restatevertx.rocks.StorageException;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies the log to the partition's state: in order, each record once, never skipping one.
 *
 * <p>Applying never waits for appending. It waits for the disk only where a row is not in memory, or where the store
 * does not keep up with what has been applied; then reading the log pauses, and this partition alone rests.
 */
public final class Applier implements RecordSink {
  private final PartitionStateMachine machine;
  private final PartitionState state;
  private final PartitionStoreIo io;
  private final Listener listener;

  private final ArrayDeque<Numbered> queue = new ArrayDeque<>();
  private Optional<LogReader> reader = Optional.empty();
  private boolean waiting;
  private boolean missed;
  private boolean stopped;
  private boolean paused;
  private Future<Void> writing = Future.succeededFuture();

  /** What the processor has to know. */
  public interface Listener {
    /** Records were applied, up to the state's applied LSN. */
    void applied(int records, long bytes, List<Action> actions);

    /** The store cannot be used; it has to be reopened, and everything not flushed be read from the log again. */
    void storeFailed(StorageException cause);

    /** Nothing more can be applied. */
    void broken(Throwable cause);
  }

  public Applier(
      PartitionStateMachine machine, PartitionState state, PartitionStoreIo io, Listener listener) {
    this.machine = machine;
    this.state = state;
    this.io = io;
    this.listener = listener;
  }

  /** The stream that feeds this. */
  public void attach(LogReader attached) {
    reader = Optional.of(attached);
  }

  /** Forgets what was read and not applied: it will be read again. */
  public void rewind() {
    queue.clear();
    paused = false;
    reader = Optional.empty();
  }

  @Override
  public void records(long firstLsn, List<LogRecord> records) {
    long lsn = firstLsn;
    for (LogRecord record : records) {
      queue.add(new Numbered(lsn++, record));
    }
    drain();
  }

  @Override
  public void trimGap(long from, long to) {
    failed(
        new IllegalStateException(
            "Expected records " + from + " to " + to + " in the log, but they were trimmed before this partition's"
                + " store had them; its state has to come from a peer or a snapshot"));
  }

  @Override
  public void failed(LogException cause) {
    failed((Throwable) cause);
  }

  /** Applies nothing more. */
  public void stop() {
    stopped = true;
    queue.clear();
  }

  /** Writes everything applied so far to the store; a write that is on its way is waited for. */
  public Future<Void> writeAll() {
    return writing
        .otherwiseEmpty()
        .compose(_ -> state.hasUnwritten() ? write() : Future.succeededFuture());
  }

  private void drain() {
    if (waiting || stopped) {
      return;
    }
    List<Action> actions = new ArrayList<>();
    int applied = 0;
    long bytes = 0;
    try {
      while (!queue.isEmpty() && !state.overfull()) {
        Numbered next = queue.peek();
        machine.apply(next.lsn, next.record.createdAt(), envelope(next.record), actions);
        queue.remove();
        if (missed) {
          missed = false;
          io.gotThrough();
        }
        applied++;
        bytes += next.record.body().length();
      }
    } catch (StoreMiss miss) {
      load(miss);
    } catch (RuntimeException e) {
      failed(e);
    }
    if (applied > 0) {
      listener.applied(applied, bytes, actions);
    }
    if (!stopped && state.writeDue()) {
      write();
    }
    pace();
  }

  private static Envelope envelope(LogRecord record) {
    return record.decoded().isPresent() && record.decoded().get() instanceof Envelope envelope
        ? envelope
        : EnvelopeCodec.decode(record.body());
  }

  private void load(StoreMiss miss) {
    waiting = true;
    missed = true;
    io.load(miss)
        .onComplete(
            done -> {
              waiting = false;
              if (done.succeeded()) {
                drain();
              } else {
                failed(done.cause());
              }
            });
  }

  private Future<Void> write() {
    OverlayWrite write = state.beginWrite();
    writing =
        io.write(write)
            .onComplete(
                done -> {
                  if (done.succeeded()) {
                    state.writeCompleted(write);
                    drain();
                  } else {
                    state.writeFailed(write);
                    failed(done.cause());
                  }
                });
    return writing;
  }

  /** Reads the log only as fast as it can be applied. */
  private void pace() {
    boolean behind = !queue.isEmpty();
    if (behind != paused && reader.isPresent()) {
      paused = behind;
      if (behind) {
        reader.get().pause();
      } else {
        reader.get().resume();
      }
    }
  }

  private void failed(Throwable cause) {
    if (stopped) {
      return;
    }
    stop();
    if (cause instanceof StorageException storage) {
      listener.storeFailed(storage);
    } else {
      listener.broken(cause);
    }
  }

  private record Numbered(long lsn, LogRecord record) {}
}
