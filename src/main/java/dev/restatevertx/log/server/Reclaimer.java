package dev.restatevertx.log.server;

import dev.restatevertx.rocks.StorageException;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Gives the space of trimmed records back. A trim only writes a mark; RocksDB would drop what is below it some time.
 * This does so as soon as there is much of it, on a thread of its own.
 */
final class Reclaimer implements AutoCloseable {
  private static final Logger LOG = System.getLogger("restate.log");
  private static final long RECORD_BYTES_MIN = 32;

  private final LogletDb db;
  private final long limitBytes;
  private final LogServerCounters counters;
  private final Map<Long, LogletBatch.Removed> unreclaimed = new LinkedHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("restate-log-reclaim").factory());
  private long unreclaimedBytes;
  private boolean running;

  /** @param limitBytes how much may be trimmed before it is reclaimed */
  Reclaimer(LogletDb db, long limitBytes, LogServerCounters counters) {
    this.db = db;
    this.limitBytes = limitBytes;
    this.counters = counters;
  }

  /** Takes note of removed ranges. */
  synchronized void removed(List<LogletBatch.Removed> ranges) {
    // An estimate is enough: it only decides when to tidy up.
    long meanBytes = Math.max(RECORD_BYTES_MIN, counters.bytes() / Math.max(1, counters.records()));
    for (LogletBatch.Removed range : ranges) {
      unreclaimed.put(range.logletId(), range);
      unreclaimedBytes += (range.to() - range.from() + 1) * meanBytes;
    }
    if (unreclaimedBytes >= limitBytes && !running && !thread.isShutdown()) {
      running = true;
      thread.execute(this::reclaim);
    }
  }

  private void reclaim() {
    List<LogletBatch.Removed> ranges;
    synchronized (this) {
      ranges = new ArrayList<>(unreclaimed.values());
      unreclaimed.clear();
      unreclaimedBytes = 0;
    }
    try {
      db.reclaim(ranges);
      counters.reclaimed();
    } catch (StorageException e) {
      Logger.Level level = thread.isShutdown() ? Logger.Level.DEBUG : Logger.Level.WARNING;
      LOG.log(level, "Trimmed records stay on disk for now: " + e.getMessage());
    } finally {
      synchronized (this) {
        running = false;
      }
    }
  }

  /** Ends what is under way; what is not reclaimed is so after a later trim. */
  @Override
  public void close() {
    boolean idle;
    synchronized (this) {
      idle = !running;
      thread.shutdown();
    }
    try {
      if (!idle) {
        db.stopBackgroundWork();
      }
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.log(Logger.Level.WARNING, "The log store is still giving back space after 10 s");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (StorageException e) {
      LOG.log(Logger.Level.DEBUG, "Nothing to end: " + e.getMessage());
    }
  }
}
