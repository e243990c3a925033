package dev.restatevertx.node;

import dev.restatevertx.config.NodeConfig;
import dev.restatevertx.rocks.RocksBudget;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Tasks;
import dev.restatevertx.telemetry.Metrics;
import io.vertx.core.Vertx;

/**
 * What all roles of a node share.
 *
 * @param budget of all RocksDB stores; closed after the last role has stopped
 * @param status where roles tell what health and the start-up lines show
 */
public record NodeContext(
    NodeConfig config, Vertx vertx, Clock clock, Tasks tasks, Metrics metrics, RocksBudget budget, NodeStatus status) {}
