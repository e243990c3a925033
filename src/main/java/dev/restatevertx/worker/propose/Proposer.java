package dev.restatevertx.worker.propose;

import dev.restatevertx.log.Log;
import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.partition.codec.EnvelopeCodec;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The leader's pen: everything that enters the partition's log goes through here, in order.
 *
 * <p>What is proposed in one turn of the loop becomes one append, hence one fsync. The budget counts bytes that are
 * proposed and not yet committed; new work is refused above it, while effects of running invocations are taken and only
 * told to slow down, so that what is running can always finish.
 */
public final class Proposer {
  private final Loop loop;
  private final Log log;
  private final Clock clock;
  private final long leaderEpoch;
  private final long budgetBytes;
  private final Listener listener;

  private List<LogRecord> batch = new ArrayList<>();
  private List<Promise<Void>> waiting = new ArrayList<>();
  private long batchBytes;
  private long uncommittedBytes;
  private long nextSequence = 1;
  private boolean refused;
  private boolean closed;

  /** What the leader has to know about its appends. */
  public interface Listener {
    /** Called once per turn, right before what was proposed is appended: the last chance to ride along. */
    void beforeAppend(Proposer proposer);

    /** There is room again after some was refused. */
    void roomAgain();

    /** An append failed: this leader cannot know what is in the log and must step down. */
    void appendFailed(Throwable cause);
  }

  /**
   * @param budgetBytes of record bodies proposed and not yet committed
   */
  public Proposer(Loop loop, Log log, Clock clock, long leaderEpoch, long budgetBytes, Listener listener) {
    this.loop = loop;
    this.log = log;
    this.clock = clock;
    this.leaderEpoch = leaderEpoch;
    this.budgetBytes = budgetBytes;
    this.listener = listener;
  }

  /** Whether new work fits into the budget; when not, {@link Listener#roomAgain()} follows. */
  public boolean hasRoom() {
    boolean room = uncommittedBytes < budgetBytes;
    refused |= !room;
    return room;
  }

  /** Proposes a command of the partition's own making, fenced by the leader's epoch. */
  public void propose(long partitionKey, Command command) {
    add(new Envelope(partitionKey, new Dedup.Self(leaderEpoch, nextSequence++), command));
  }

  /** Proposes an envelope as it is; completes when it is committed. */
  public Future<Void> propose(Envelope envelope) {
    Promise<Void> committed = Promise.promise();
    if (closed) {
      committed.fail("the leader has stepped down");
      return committed.future();
    }
    waiting.add(committed);
    add(envelope);
    return committed.future();
  }

  private void add(Envelope envelope) {
    if (closed) {
      return;
    }
    if (batch.isEmpty()) {
      loop.defer(this::flush);
    }
    LogRecord record = new LogRecord(clock.millis(), EnvelopeCodec.encode(envelope), Optional.of(envelope));
    batch.add(record);
    batchBytes += record.body().length();
    uncommittedBytes += record.body().length();
  }

  private void flush() {
    if (closed) {
      return;
    }
    listener.beforeAppend(this);
    List<LogRecord> records = batch;
    List<Promise<Void>> promises = waiting;
    long bytes = batchBytes;
    batch = new ArrayList<>();
    waiting = new ArrayList<>();
    batchBytes = 0;
    log.append(records)
        .onComplete(
            done -> {
              uncommittedBytes -= bytes;
              if (done.succeeded()) {
                promises.forEach(Promise::complete);
                if (refused && uncommittedBytes < budgetBytes / 2) {
                  refused = false;
                  listener.roomAgain();
                }
              } else {
                promises.forEach(promise -> promise.fail(done.cause()));
                if (!closed) {
                  listener.appendFailed(done.cause());
                }
              }
            });
  }

  /** Drops what is not appended yet and takes nothing more. */
  public void close() {
    closed = true;
    waiting.forEach(promise -> promise.fail("the leader has stepped down"));
    waiting.clear();
    batch.clear();
  }
}
