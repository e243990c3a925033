package dev.restatevertx.node;

import dev.restatevertx.admin.AdminRole;
import dev.restatevertx.admin.AdminSettings;
import dev.restatevertx.admin.registration.HttpDiscovery;
import dev.restatevertx.admin.registration.MetadataSchemaStore;
import dev.restatevertx.admin.rest.ClusterHealth;
import dev.restatevertx.config.Listen;
import dev.restatevertx.config.ListenMode;
import dev.restatevertx.config.NodeConfig;
import dev.restatevertx.endpoint.RequestIdentity;
import dev.restatevertx.node.NodeStatus.BoundAddress;
import dev.restatevertx.runtime.SystemEntropy;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Role {@code admin}. */
final class AdminService implements RoleService {
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

  /** The audience of a signed discovery, whatever the endpoint's own path. */
  private static final String DISCOVERY_PATH = "/discover";

  private final NodeContext context;
  private final MetadataService metadata;
  private final WorkerService worker;
  private final SchemaWatch schema;

  AdminService(NodeContext context, MetadataService metadata, WorkerService worker, SchemaWatch schema) {
    this.context = context;
    this.metadata = metadata;
    this.worker = worker;
    this.schema = schema;
  }

  @Override
  public String name() {
    return "admin";
  }

  @Override
  public Future<Void> start() {
    Listen listen = context.config().admin().listen();
    return UnixSockets.prepare(context, listen)
        .compose(unixSocket -> start(unixSocket.isPresent() ? listen : listen.withMode(ListenMode.TCP)));
  }

  private Future<Void> start(Listen listen) {
    NodeConfig config = context.config();
    var settings =
        new AdminSettings(
            listen,
            ingressAddress(),
            config.admin().concurrentRequestsLimit(),
            config.admin().deploymentRoutingHeaders(),
            schema.defaults(),
            DRAIN_TIMEOUT);
    Optional<RequestIdentity> identity = worker.identity();
    var discovery =
        new HttpDiscovery(
            context.vertx(),
            HttpDiscovery.Limits.STANDARD,
            _ -> discoveryHeaders(config, identity));
    var admin =
        new AdminRole(
            context.vertx(),
            settings,
            new AdminRole.Dependencies(
                new MetadataSchemaStore(metadata.metadata()),
                discovery,
                worker.partitions(),
                () -> new ClusterHealth(true, config.clusterName(), List.of(metadata.self().id())),
                context.clock(),
                () -> new SystemEntropy(context.clock())));
    return admin
        .start()
        .onSuccess(
            _ -> {
              context.status().part("admin_status", () -> "Ready");
              if (listen.unix()) {
                context.status().bound(name(), listen.unixSocket().toString(), BoundAddress.Kind.UNIX);
              }
              admin
                  .port()
                  .ifPresent(
                      port ->
                          context
                              .status()
                              .bound(
                                  name(),
                                  listen.advertised(port).toString(),
                                  BoundAddress.Kind.TCP));
            });
  }

  @Override
  public Future<Void> stop() {
    // Its verticle was deployed from this one's context, so it has been undeployed before.
    return Future.succeededFuture();
  }

  /** What the node sends along with every request to an endpoint. */
  private Map<String, String> discoveryHeaders(NodeConfig config, Optional<RequestIdentity> identity) {
    Map<String, String> headers = new LinkedHashMap<>(config.worker().invoker().additionalRequestHeaders());
    identity.ifPresent(
        key ->
            key.headers(DISCOVERY_PATH, Optional.empty(), context.clock().millis())
                .forEach(header -> headers.put(header.name(), header.value())));
    return headers;
  }

  private Optional<URI> ingressAddress() {
    return context
        .config()
        .admin()
        .advertisedIngress()
        .or(
            () ->
                context.status().addresses().stream()
                    .filter(address -> address.name().equals("ingress"))
                    .map(address -> URI.create(address.address()))
                    .findFirst());
  }
}
