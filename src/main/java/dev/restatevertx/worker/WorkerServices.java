package dev.restatevertx.worker;

import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.endpoint.RequestIdentity;
import dev.restatevertx.log.Logs;
import dev.restatevertx.metadata.LeaderEpochs;
import dev.restatevertx.rocks.RocksBudget;
import dev.restatevertx.routing.LocalRouter;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Entropy;
import dev.restatevertx.schema.SchemaRegistry;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the worker needs of the rest of the node.
 *
 * @param self this process
 * @param entropy a new source for each event loop
 * @param router told where partitions are
 * @param registry the newest schema, whenever asked
 * @param controlledSharding the cluster feature {@code controlled-idempotent-sharding}
 */
public record WorkerServices(
    Vertx vertx,
    GenerationalNodeId self,
    Clock clock,
    Supplier<Entropy> entropy,
    Logs logs,
    LeaderEpochs epochs,
    RocksBudget budget,
    LocalRouter router,
    Supplier<SchemaRegistry> registry,
    Optional<RequestIdentity> identity,
    boolean controlledSharding) {}
