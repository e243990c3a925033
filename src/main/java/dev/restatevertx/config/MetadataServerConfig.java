package dev.restatevertx.config;

import java.time.Duration;

/**
 * Durable storage of metadata, section {@code [metadata-server]}.
 *
 * @param autoJoin whether the server joins the metadata cluster by itself
 * @param logTrimThreshold entries after which the log of metadata changes is cut
 */
public record MetadataServerConfig(
    int requestQueueLength,
    int electionTicks,
    int heartbeatTicks,
    Duration tickInterval,
    Duration statusUpdateInterval,
    int logTrimThreshold,
    boolean autoJoin,
    RocksDbConfig storage) {}
