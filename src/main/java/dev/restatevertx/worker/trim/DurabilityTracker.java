package dev.restatevertx.worker.trim;

import dev.restatevertx.runtime.Clock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Decides when the partition store is flushed, so that a restart replays little and the log can be trimmed.
 *
 * <p>Flushes when what was applied since the last flush exceeds a number of records, of bytes, or an age.
 */
public final class DurabilityTracker {
  private final Flusher flusher;
  private final LongConsumer durable;
  private final Clock clock;
  private final Limits limits;

  private long records;
  private long bytes;
  private long oldestAt;
  private long durableLsn;
  private boolean flushing;

  /** The store. */
  public interface Flusher {
    /** Writes everything applied so far to disk, off the loop; answers the LSN that is durable then. */
    Future<Long> flush();
  }

  /**
   * @param records applied and not flushed
   * @param bytes of log records applied and not flushed
   * @param age of the oldest record applied and not flushed
   */
  public record Limits(long records, long bytes, Duration age) {}

  /**
   * @param durable told each new durable LSN
   */
  public DurabilityTracker(Flusher flusher, LongConsumer durable, Clock clock, Limits limits, long durableLsn) {
    this.flusher = flusher;
    this.durable = durable;
    this.clock = clock;
    this.limits = limits;
    this.durableLsn = durableLsn;
  }

  /** Records were applied. */
  public void applied(int count, long size) {
    if (records == 0) {
      oldestAt = clock.millis();
    }
    records += count;
    bytes += size;
    check();
  }

  /** Flushes if a limit is exceeded; also called by the clock, for partitions that rest. */
  public void check() {
    if (flushing || records == 0) {
      return;
    }
    boolean old = clock.millis() - oldestAt > limits.age().toMillis();
    if (records > limits.records() || bytes > limits.bytes() || old) {
      flush();
    }
  }

  /** The last LSN known to be on the disk of the partition store. */
  public long durableLsn() {
    return durableLsn;
  }

  private void flush() {
    flushing = true;
    records = 0;
    bytes = 0;
    flusher
        .flush()
        .onComplete(
            done -> {
              flushing = false;
              if (done.succeeded() && done.result() > durableLsn) {
                durableLsn = done.result();
                durable.accept(durableLsn);
              }
            });
  }
}
