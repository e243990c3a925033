package dev.restatevertx.config;

import dev.restatevertx.base.Backoff;

/**
 * A batching sender to partitions: shuffle or Kafka ingestion.
 *
 * @param inflightMemoryBudget bytes sent and not yet acknowledged
 * @param requestBatchSize bytes of one request
 */
public record IngestionConfig(long inflightMemoryBudget, long requestBatchSize, Backoff connectionRetryPolicy) {}
