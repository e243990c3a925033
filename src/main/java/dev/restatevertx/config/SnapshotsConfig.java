package dev.restatevertx.config;

import dev.restatevertx.base.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Snapshots of partitions in an object store, section {@code [worker.snapshots]}.
 *
 * @param destination URL of the object store; empty = no snapshots
 * @param interval between snapshots
 * @param intervalNumRecords records applied between snapshots
 * @param numRetained snapshots kept of each partition
 */
public record SnapshotsConfig(
    Optional<String> destination,
    Optional<Duration> interval,
    OptionalInt intervalNumRecords,
    int numRetained,
    boolean enableCleanup,
    OptionalInt exportConcurrencyLimit,
    Backoff retryPolicy,
    ObjectStoreCredentials credentials) {}
