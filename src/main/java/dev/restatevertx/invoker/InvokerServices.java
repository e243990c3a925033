package dev.restatevertx.invoker;

import dev.restatevertx.config.InvokerConfig;
import dev.restatevertx.endpoint.EndpointClient;
import dev.restatevertx.endpoint.RequestIdentity;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Entropy;
import dev.restatevertx.runtime.Loop;
import dev.restatevertx.schema.SchemaRegistry;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the invokers of one loop share.
 *
 * @param registry the newest schema that this node knows
 * @param identity signs requests, when the operator has given a key
 * @param controlledSharding the cluster feature {@code controlled-idempotent-sharding}
 */
public record InvokerServices(
    Loop loop,
    Clock clock,
    Entropy entropy,
    InvokerConfig config,
    EndpointClient endpoints,
    OutboundBudget outbound,
    Supplier<SchemaRegistry> registry,
    Optional<RequestIdentity> identity,
    boolean controlledSharding) {}
