package dev.restatevertx.log.server;

import dev.restatevertx.log.LogException;
import dev.restatevertx.log.core.LogServer;
import dev.restatevertx.log.core.LogServerReply;
import dev.restatevertx.log.core.LogServerRequest;
import dev.restatevertx.log.core.ReadReply;
import dev.restatevertx.log.core.ReadRequest;
import dev.restatevertx.log.core.StoreStatus;
import dev.restatevertx.rocks.RocksBudget;
import dev.restatevertx.rocks.StorageException;
import dev.restatevertx.runtime.Loop;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The log server of this node: a store, the thread that writes to it and a few that read from it. */
public final class LogStore implements AutoCloseable {
  private static final int READ_THREADS = 2;

  private final LogStoreWriter writer;
  private final LogletDb db;
  private final Reclaimer reclaimer;
  private final LogServerCounters counters;
  private final ExecutorService readers;

  private LogStore(LogletDb db, Reclaimer reclaimer, LogStoreWriter writer, LogServerCounters counters) {
    this.db = db;
    this.reclaimer = reclaimer;
    this.writer = writer;
    this.counters = counters;
    this.readers =
        Executors.newFixedThreadPool(
            READ_THREADS, Thread.ofPlatform().daemon().name("restate-log-read-", 0).factory());
  }

  /**
   * Opens the store in {@code dir} and starts its threads. Blocks.
   *
   * @throws LogException if it cannot be opened: {@code CORRUPT} when what is stored is damaged
   */
  public static LogStore open(Path dir, RocksBudget budget, LogServerOptions options) {
    try {
      LogServerCounters counters = new LogServerCounters();
      LogletDb db = LogletDb.open(dir, budget, options.fsync());
      Reclaimer reclaimer = new Reclaimer(db, options.reclaimBytes(), counters);
      LogStoreWriter writer = new LogStoreWriter(db, reclaimer, options, counters);
      writer.start();
      return new LogStore(db, reclaimer, writer, counters);
    } catch (StorageException e) {
      throw new LogException(
          switch (e.reason()) {
            case DAMAGED -> LogException.Reason.CORRUPT;
            case NO_SPACE, IO, UNAVAILABLE, OTHER -> LogException.Reason.STORE_UNAVAILABLE;
          },
          String.valueOf(e.getMessage()),
          e);
    }
  }

  /**
   * This server as seen from a loop.
   *
   * @param afterReplies runs in the loop each time that a group of answers was given
   */
  public LogServer on(Loop loop, Runnable afterReplies) {
    return new LoopServer(loop, afterReplies);
  }

  public LogServerCounters counters() {
    return counters;
  }

  /** How often the store's own log was synced since the store was opened. */
  public long walSyncs() {
    return db.walSyncs();
  }

  /** Bytes written to the store's own log since the store was opened. */
  public long walBytes() {
    return db.walBytes();
  }

  /** Writes what is queued, then stops. Blocks. */
  @Override
  public void close() {
    readers.shutdown();
    writer.close();
    reclaimer.close();
    try {
      if (!readers.awaitTermination(10, TimeUnit.SECONDS)) {
        System.getLogger("restate.log").log(System.Logger.Level.WARNING, "Reads of the log store did not end in 10 s");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    db.close();
  }

  /** Answers come on one loop, those of one group commit in one task. */
  private final class LoopServer implements LogServer {
    private final Loop loop;
    private final LogStoreWriter.Receiver receiver;

    LoopServer(Loop loop, Runnable afterReplies) {
      this.loop = loop;
      this.receiver = new LogStoreWriter.Receiver(loop, afterReplies);
    }

    @Override
    public void send(LogServerRequest request, Consumer<LogServerReply> reply) {
      writer.submit(receiver, request, reply);
    }

    @Override
    public void read(ReadRequest request, Consumer<ReadReply> reply) {
      try {
        readers.execute(
            () -> {
              ReadReply result = db.read(request);
              counters.read();
              loop.execute(() -> reply.accept(result));
            });
      } catch (RejectedExecutionException _) {
        loop.execute(() -> reply.accept(new ReadReply.Failed(StoreStatus.CLOSED, "the node is stopping")));
      }
    }
  }
}
