package dev.restatevertx.worker;

import dev.restatevertx.config.WorkerConfig;
import dev.restatevertx.partition.state.OverlayLimits;
import dev.restatevertx.worker.trim.DurabilityTracker;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the worker takes from the configuration.
 *
 * @param dir of the partition stores
 * @param eventLoops over which the partitions are spread, at least 1
 * @param ioThreads for what waits on the partition stores' disk
 * @param proposalBytes of records proposed and not yet committed, per partition
 * @param outboundBytes read for slow endpoints and not sent yet, per event loop
 * @param pendingReplies requests that may wait at one partition
 * @param shuffleWindow outbox messages of one partition on their way
 */
public record WorkerSettings(
    Path dir,
    WorkerConfig config,
    int eventLoops,
    int ioThreads,
    long proposalBytes,
    long outboundBytes,
    int pendingReplies,
    int shuffleWindow,
    int timersInMemory,
    OverlayLimits overlay,
    DurabilityTracker.Limits durability) {
  private static final int PENDING_REPLIES = 65_536;
  private static final int SHUFFLE_WINDOW = 512;
  private static final int TIMERS_IN_MEMORY = 1024;

  /** A restart replays at most about this much of one partition. */
  private static final DurabilityTracker.Limits DURABILITY =
      new DurabilityTracker.Limits(10_000, 8L << 20, Duration.ofMinutes(5));

  /**
   * Settings for a heap of this size.
   *
   * @param partitions of the cluster: limits are shared by all of them
   */
  public static WorkerSettings of(
      Path dir, WorkerConfig config, int eventLoops, int ioThreads, long heapBytes, int partitions) {
    long overlayBytes = Math.clamp(heapBytes / 8 / partitions, 256L << 10, 4L << 20);
    return new WorkerSettings(
        dir,
        config,
        eventLoops,
        ioThreads,
        Math.clamp(heapBytes / 16, 4L << 20, config.selfProposalQueueMemoryLimit()),
        Math.clamp(heapBytes / 16, 8L << 20, 64L << 20),
        PENDING_REPLIES,
        SHUFFLE_WINDOW,
        config.numTimersInMemoryLimit().orElse(TIMERS_IN_MEMORY),
        new OverlayLimits(OverlayLimits.DEFAULT.dirtyRows(), overlayBytes),
        DURABILITY);
  }
}
