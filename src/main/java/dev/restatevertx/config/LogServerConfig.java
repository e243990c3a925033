package dev.restatevertx.config;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Durable storage of log records, section {@code [log-server]}.
 *
 * @param disableWalFsync whether records are acknowledged before they are on disk: loses acknowledged work on power
 *     failure
 * @param writeBatchCommitCount records of one commit; empty = computed by the log server
 * @param writeBatchCommitBytes bytes of one commit; empty = computed by the log server
 * @param incomingNetworkQueueLength messages that wait; empty = computed by the log server
 */
public record LogServerConfig(
    RocksDbConfig storage,
    boolean disableWalFsync,
    OptionalInt writeBatchCommitCount,
    OptionalLong writeBatchCommitBytes,
    OptionalInt incomingNetworkQueueLength,
    boolean enableBlobSeparation,
    boolean partitionSstByLog,
    boolean partitionSstByLoglet) {}
