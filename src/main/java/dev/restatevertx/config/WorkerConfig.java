package dev.restatevertx.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Partition processors, section {@code [worker]}. Sizes are in bytes.
 *
 * @param internalQueueLength commands that wait for a partition processor
 * @param maxCommandBatchSize commands applied in one batch
 * @param maxCommandBatchBytes of commands applied in one batch
 * @param selfProposalQueueMemoryLimit of records proposed and not yet committed
 * @param dataServiceMemoryLimit of requests received and not yet handled
 * @param cleanupInterval between searches for expired rows
 * @param trimDelayInterval between durability of a record and its trimming
 * @param numTimersInMemoryLimit timers of a partition kept in memory; empty = computed by the worker
 * @param implicitIngress whether a node with this role runs the ingress too when its roles do not name it
 */
public record WorkerConfig(
    int internalQueueLength,
    int maxCommandBatchSize,
    long maxCommandBatchBytes,
    long selfProposalQueueMemoryLimit,
    long dataServiceMemoryLimit,
    Duration cleanupInterval,
    Duration trimDelayInterval,
    Duration ruleBookPollInterval,
    OptionalInt numTimersInMemoryLimit,
    Optional<DurabilityMode> durabilityMode,
    boolean implicitIngress,
    boolean disableCompactOnDeletion,
    boolean disableAutoMemoryReclaimer,
    RocksDbConfig storage,
    InvokerConfig invoker,
    SnapshotsConfig snapshots,
    IngestionConfig shuffle) {}
