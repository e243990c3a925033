package dev.restatevertx.admin;

import dev.restatevertx.config.Listen;
import dev.restatevertx.schema.SchemaDefaults;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the role takes from the configuration.
 *
 * @param ingress the address that callers of services shall use, if it is known
 * @param concurrentRequestsLimit requests at work at once; empty = no limit
 * @param routingHeaders names of additional headers that are part of a deployment's identity
 * @param drainTimeout how long requests at work may go on when the role stops
 */
public record AdminSettings(
    Listen listen,
    Optional<URI> ingress,
    OptionalInt concurrentRequestsLimit,
    List<String> routingHeaders,
    SchemaDefaults schemaDefaults,
    Duration drainTimeout) {}
