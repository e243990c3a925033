package dev.restatevertx.config;

import dev.restatevertx.base.Backoff;
import java.time.Duration;
import java.util.Optional;

/**
 * The log layer, section {@code [bifrost]}. Sizes are in bytes.
 *
 * @param recordCacheMemorySize of records kept in memory for readers (computed)
 * @param recordSizeLimit of one record's body
 * @param disableAutoImprovement whether chains are left alone that could be placed better
 */
public record BifrostConfig(
    Duration sealRetryInterval,
    Duration autoRecoveryInterval,
    Duration appendRetryMinInterval,
    Duration appendRetryMaxInterval,
    long recordCacheMemorySize,
    long recordSizeLimit,
    boolean disableAutoImprovement,
    Backoff readRetryPolicy,
    ReplicatedLogletConfig replicatedLoglet) {

  /**
   * Section {@code [bifrost.replicated-loglet]}.
   *
   * @param maximumInflightRecords of one sequencer
   * @param defaultNodesetSize 0 = automatic
   */
  public record ReplicatedLogletConfig(
      int maximumInflightRecords,
      DurationRange rpcTimeout,
      DurationRange storeTimeout,
      Duration sequencerInactivityTimeout,
      int readaheadRecords,
      long readBatchSize,
      double readaheadTriggerRatio,
      int defaultNodesetSize,
      Optional<Backoff> sequencerRetryPolicy,
      Optional<Backoff> logServerRetryPolicy) {}
}
