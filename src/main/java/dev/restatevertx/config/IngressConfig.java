package dev.restatevertx.config;

import java.util.List;
import java.util.OptionalInt;

/**
 * The front door, section {@code [ingress]}.
 *
 * @param listen where the ingress listens
 * @param concurrentRequestsLimit requests at work at once; empty = computed by the ingress
 * @param maxConcurrentStreams HTTP/2 streams of one connection; empty = computed by the ingress
 * @param requestSizeLimit bytes of one request body
 * @param bodyMemoryLimit bytes of all bodies received and not yet proposed (computed)
 */
public record IngressConfig(
    Listen listen,
    OptionalInt concurrentRequestsLimit,
    OptionalInt maxConcurrentStreams,
    long requestSizeLimit,
    long bodyMemoryLimit,
    List<KafkaClusterConfig> kafkaClusters,
    IngestionConfig ingestion) {}
