package dev.restatevertx.config;

import java.util.Optional;
import java.util.SequencedMap;

/**
 * Export of traces.
 *
 * @param runtimeEndpoint OTLP endpoint of the node's own traces
 * @param servicesEndpoint OTLP endpoint of invocations' traces
 * @param jsonPath directory for trace files
 * @param filter directives such as {@code info}
 * @param headers sent along to the endpoints
 */
public record TracingConfig(
    Optional<String> runtimeEndpoint,
    Optional<String> servicesEndpoint,
    Optional<String> jsonPath,
    String filter,
    SequencedMap<String, String> headers) {}
