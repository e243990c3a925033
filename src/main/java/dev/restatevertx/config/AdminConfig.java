package dev.restatevertx.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * REST API, UI, SQL and controller, section {@code [admin]}.
 *
 * @param listen where the admin API listens
 * @param advertisedIngress what {@code /version} names as the ingress's address, if it was given
 * @param concurrentRequestsLimit requests at work at once; empty = no limit
 * @param deploymentRoutingHeaders request headers by which calls to deployments are routed
 * @param heartbeatInterval of the cluster controller
 */
public record AdminConfig(
    Listen listen,
    Optional<URI> advertisedIngress,
    OptionalInt concurrentRequestsLimit,
    List<String> deploymentRoutingHeaders,
    Duration heartbeatInterval,
    boolean disableWebUi,
    boolean disableClusterController,
    QueryConfig query) {}
