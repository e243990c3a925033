package dev.restatevertx.config;

/**
 * Switches of features that are fixed when a cluster is provisioned, or not on for everyone.
 *
 * @param controlledIdempotentSharding whether a new cluster spreads idempotent invocations over a service's buckets
 * @param vqueues flow control by scopes and limit keys
 * @param protocolV7 service protocol version 7
 */
public record FeatureConfig(boolean controlledIdempotentSharding, boolean vqueues, boolean protocolV7) {}
