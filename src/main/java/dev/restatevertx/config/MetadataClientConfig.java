package dev.restatevertx.config;

import dev.restatevertx.base.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How the node finds the metadata servers, section {@code [metadata-client]}.
 *
 * @param addresses fabric addresses of metadata servers; a node with that role needs none
 * @param messageSizeLimit bytes of one message
 * @param updateInterval after which known metadata is read anew
 * @param fetchFromPeerTimeout for a peer's answer before the metadata servers are asked
 */
public record MetadataClientConfig(
    List<URI> addresses,
    Duration connectTimeout,
    Duration keepAliveInterval,
    Duration keepAliveTimeout,
    long messageSizeLimit,
    Backoff backoffPolicy,
    Duration updateInterval,
    Duration fetchFromPeerTimeout) {}
