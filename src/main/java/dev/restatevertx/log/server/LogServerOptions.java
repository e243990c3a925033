package dev.restatevertx.log.server;

import dev.restatevertx.base.Check;
import dev.restatevertx.config.LogServerConfig;
import java.time.Duration;

/**
 * Limits of a log server.
 *
 * @param queueBytes how many bytes of bodies may wait for the writer
 * @param queueRequests how many appends may wait for the writer
 * @param commitRecords at most so many records in one group commit, if more than one append is in it
 * @param commitBytes at most so many bytes of bodies in one group commit, if more than one append is in it
 * @param reclaimBytes trimmed bytes that may stay on disk before they are reclaimed
 * @param fsync false gives up records at power loss
 * @param reopenDelayMin before the first attempt to reopen a store that could not write
 * @param reopenDelayMax between later attempts, which double
 */
public record LogServerOptions(
    long queueBytes,
    int queueRequests,
    int commitRecords,
    long commitBytes,
    long reclaimBytes,
    boolean fsync,
    Duration reopenDelayMin,
    Duration reopenDelayMax) {
  /** Limits for a node of some size; fsync is on. */
  public static final LogServerOptions DEFAULT =
      new LogServerOptions(
          32L << 20, 100_000, 5_000, 16L << 20, 128L << 20, true, Duration.ofMillis(100), Duration.ofSeconds(2));

  public LogServerOptions {
    Check.argument(
        queueBytes > 0 && queueRequests > 0 && commitRecords > 0 && commitBytes > 0 && reclaimBytes > 0,
        "Expected limits above 0 for the log server");
  }

  /** As configured. */
  public static LogServerOptions of(LogServerConfig config) {
    return new LogServerOptions(
        DEFAULT.queueBytes,
        config.incomingNetworkQueueLength().orElse(DEFAULT.queueRequests),
        config.writeBatchCommitCount().orElse(DEFAULT.commitRecords),
        config.writeBatchCommitBytes().orElse(DEFAULT.commitBytes),
        DEFAULT.reclaimBytes,
        !config.disableWalFsync(),
        DEFAULT.reopenDelayMin,
        DEFAULT.reopenDelayMax);
  }

  /** The same with another word on fsync. */
  public LogServerOptions withFsync(boolean on) {
    return new LogServerOptions(
        queueBytes, queueRequests, commitRecords, commitBytes, reclaimBytes, on, reopenDelayMin, reopenDelayMax);
  }

  /** The same with another limit of trimmed bytes on disk. */
  public LogServerOptions withReclaimBytes(long bytes) {
    return new LogServerOptions(
        queueBytes, queueRequests, commitRecords, commitBytes, bytes, fsync, reopenDelayMin, reopenDelayMax);
  }
}
