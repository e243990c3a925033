package dev.restatevertx.config;

import dev.restatevertx.base.Backoff;
import java.time.Duration;

/**
 * The node-to-node port, section {@code [networking]} and the addresses at top level.
 *
 * @param listen where the fabric listens
 * @param messageSizeLimit bytes of one message; also the default of the other size limits
 * @param memoryLimit bytes of messages received and not yet handled
 * @param dataStreamWindowSize bytes in flight of one data stream
 */
public record FabricConfig(
    Listen listen,
    Duration connectTimeout,
    Duration handshakeTimeout,
    Duration keepAliveInterval,
    Duration keepAliveTimeout,
    boolean adaptiveWindow,
    boolean disableCompression,
    long dataStreamWindowSize,
    long messageSizeLimit,
    long memoryLimit,
    Backoff connectRetryPolicy) {}
