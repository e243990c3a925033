package dev.restatevertx.config;

import java.util.List;
import java.util.SequencedMap;

/**
 * A Kafka cluster that subscriptions may name.
 *
 * @param name used in {@code kafka://<name>/<topic>}
 * @param brokers host and port of each
 * @param options further client options by their Kafka names
 */
public record KafkaClusterConfig(String name, List<String> brokers, SequencedMap<String, String> options) {}
