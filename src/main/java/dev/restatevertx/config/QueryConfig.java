package dev.restatevertx.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * SQL, section {@code [admin.query-engine]}.
 *
 * @param memorySize bytes for all queries together
 * @param parallelism of one query
 * @param rateLimit of queries
 * @param pgsql where the PostgreSQL endpoint listens; empty = nowhere
 */
public record QueryConfig(
    long memorySize,
    Optional<String> tmpDir,
    OptionalInt parallelism,
    Optional<RateLimit> rateLimit,
    Optional<HostPort> pgsql) {}
