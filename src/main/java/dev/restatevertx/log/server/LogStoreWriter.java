package dev.restatevertx.log.server;

import dev.restatevertx.log.core.LogServerCore;
import dev.restatevertx.log.core.LogServerReply;
import dev.restatevertx.log.core.LogServerRequest;
import dev.restatevertx.log.core.StoreStatus;
import dev.restatevertx.rocks.StorageException;
import dev.restatevertx.runtime.Loop;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The one thread that writes to the store. It takes what is queued, writes it as one batch with one fsync, and answers
 * with one task per loop; meanwhile the next batch gathers in the queue, so that it never waits to make a batch larger.
 */
final class LogStoreWriter {
  private static final Logger LOG = System.getLogger("restate.log");
  private static final long CLOSE_WAIT_MILLIS = 30_000;

  private final LogletDb db;
  private final Reclaimer reclaimer;
  private final LogServerOptions options;
  private final LogServerCounters counters;
  private final ConcurrentLinkedQueue<Pending> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicInteger queuedStores = new AtomicInteger();
  private final Thread thread;
  private final LogletBatch batch = new LogletBatch();
  private final List<Pending> drained = new ArrayList<>();
  private final List<Receiver> receivers = new ArrayList<>();
  private volatile boolean idle;
  private volatile boolean closing;
  private LogServerCore core;
  private Optional<String> latched = Optional.empty();
  private long reopenDelayNanos;
  private long reopenAtNanos;

  /** Where answers go: those of one group commit in one task. */
  static final class Receiver {
    private final Loop loop;
    private final Runnable afterReplies;
    private List<Pending> answered = new ArrayList<>();

    Receiver(Loop loop, Runnable afterReplies) {
      this.loop = loop;
      this.afterReplies = afterReplies;
    }

    private void deliver() {
      List<Pending> group = answered;
      answered = new ArrayList<>();
      loop.execute(
          () -> {
            for (Pending pending : group) {
              pending.replyTo.accept(pending.reply);
            }
            afterReplies.run();
          });
    }
  }

  private static final class Pending {
    final Receiver receiver;
    final LogServerRequest request;
    final Consumer<LogServerReply> replyTo;
    LogServerReply reply = LogServerReply.failure(StoreStatus.CLOSED, "the node is stopping");

    Pending(Receiver receiver, LogServerRequest request, Consumer<LogServerReply> replyTo) {
      this.receiver = receiver;
      this.request = request;
      this.replyTo = replyTo;
    }
  }

  LogStoreWriter(LogletDb db, Reclaimer reclaimer, LogServerOptions options, LogServerCounters counters) {
    this.db = db;
    this.reclaimer = reclaimer;
    this.options = options;
    this.counters = counters;
    this.core = db.restored();
    this.thread = Thread.ofPlatform().daemon().name("restate-log-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Queues a request; any thread. */
  void submit(Receiver receiver, LogServerRequest request, Consumer<LogServerReply> replyTo) {
    if (closing) {
      refuse(receiver, StoreStatus.CLOSED, "the node is stopping", replyTo);
      return;
    }
    if (request instanceof LogServerRequest.Store append && !admit(append)) {
      counters.overloaded();
      refuse(receiver, StoreStatus.OVERLOADED, "the log server's queue is full", replyTo);
      return;
    }
    queue.add(new Pending(receiver, request, replyTo));
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  private static void refuse(
      Receiver receiver, StoreStatus status, String detail, Consumer<LogServerReply> replyTo) {
    receiver.loop.execute(
        () -> {
          replyTo.accept(LogServerReply.failure(status, detail));
          receiver.afterReplies.run();
        });
  }

  private boolean admit(LogServerRequest.Store append) {
    if (queuedStores.get() >= options.queueRequests() || queuedBytes.get() >= options.queueBytes()) {
      return false;
    }
    queuedStores.incrementAndGet();
    queuedBytes.addAndGet(append.bytes());
    return true;
  }

  private void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        if (latched.isPresent() && !closing) {
          tryReopen();
        }
        drain();
        if (drained.isEmpty()) {
          rest();
        } else {
          commit();
          answer();
        }
      }
    } catch (RuntimeException | Error e) {
      // A mistake of our own: what is not answered is not acknowledged; nothing more is taken.
      LOG.log(Logger.Level.ERROR, "The log writer stopped", e);
      closing = true;
      drained.forEach(p -> p.reply = LogServerReply.failure(StoreStatus.UNAVAILABLE, "the log writer stopped: " + e));
      answer();
    } finally {
      refuseRest();
      batch.close();
    }
  }

  private void drain() {
    int records = 0;
    long bytes = 0;
    for (Pending next = queue.peek(); next != null; next = queue.peek()) {
      if (next.request instanceof LogServerRequest.Store append) {
        boolean full = records + append.records().size() > options.commitRecords()
            || bytes + append.bytes() > options.commitBytes();
        if (full && records > 0) {
          return;
        }
        records += append.records().size();
        bytes += append.bytes();
        queuedStores.decrementAndGet();
        queuedBytes.addAndGet(-append.bytes());
      }
      drained.add(queue.remove());
    }
  }

  /** Sleeps until there is something to do. */
  private void rest() {
    idle = true;
    if (queue.isEmpty() && !closing) {
      if (latched.isPresent()) {
        LockSupport.parkNanos(this, Math.max(1, reopenAtNanos - System.nanoTime()));
      } else {
        LockSupport.park(this);
      }
    }
    idle = false;
  }

  private void commit() {
    if (latched.isPresent()) {
      failAll(latched.get());
      return;
    }
    batch.clear();
    for (Pending pending : drained) {
      pending.reply = core.handle(pending.request, batch);
    }
    if (batch.isEmpty()) {
      return;
    }
    try {
      db.write(batch);
    } catch (StorageException e) {
      latch(String.valueOf(e.getMessage()));
      return;
    }
    counters.committed(batch.records(), batch.batch().getDataSize());
    if (!batch.removed().isEmpty()) {
      reclaimer.removed(batch.removed());
    }
  }

  /** Nobody knows what is on disk now: nothing is taken until it was read back. */
  private void latch(String trouble) {
    counters.writeFailed();
    latched = Optional.of(trouble);
    reopenDelayNanos = options.reopenDelayMin().toNanos();
    reopenAtNanos = System.nanoTime() + reopenDelayNanos;
    LOG.log(Logger.Level.ERROR, "The log takes no appends until its store can write again: " + trouble);
    failAll(trouble);
  }

  private void failAll(String trouble) {
    LogServerReply failure =
        LogServerReply.failure(StoreStatus.UNAVAILABLE, "the log store takes no appends now: " + trouble);
    drained.forEach(pending -> pending.reply = failure);
  }

  private void answer() {
    for (Pending pending : drained) {
      if (pending.receiver.answered.isEmpty()) {
        receivers.add(pending.receiver);
      }
      pending.receiver.answered.add(pending);
    }
    receivers.forEach(Receiver::deliver);
    receivers.clear();
    drained.clear();
  }

  private void tryReopen() {
    if (System.nanoTime() < reopenAtNanos) {
      return;
    }
    Optional<LogServerCore> restored = db.reopen();
    if (restored.isPresent()) {
      core = restored.get();
      latched = Optional.empty();
      LOG.log(Logger.Level.INFO, "The log takes appends again");
      return;
    }
    reopenDelayNanos = Math.min(reopenDelayNanos * 2, options.reopenDelayMax().toNanos());
    reopenAtNanos = System.nanoTime() + reopenDelayNanos;
  }

  /** Nothing may be left without an answer. */
  private void refuseRest() {
    for (Pending next = queue.poll(); next != null; next = queue.poll()) {
      drained.add(next);
    }
    answer();
  }

  void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSE_WAIT_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive()) {
      refuseRest();
    }
  }
}
