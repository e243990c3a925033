package dev.restatevertx.node;

import dev.restatevertx.config.Listen;
import dev.restatevertx.ingress.IngressOptions;
import dev.restatevertx.ingress.IngressRole;
import dev.restatevertx.node.NodeStatus.BoundAddress;
import dev.restatevertx.runtime.SystemEntropy;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Role {@code http-ingress}. */
final class IngressService implements RoleService {
  private static final String STATUS_NAME = "ingress";

  private final NodeContext context;
  private final MetadataService metadata;
  private final WorkerService worker;
  private final SchemaWatch schema;

  IngressService(NodeContext context, MetadataService metadata, WorkerService worker, SchemaWatch schema) {
    this.context = context;
    this.metadata = metadata;
    this.worker = worker;
    this.schema = schema;
  }

  @Override
  public String name() {
    return "http-ingress";
  }

  @Override
  public Future<Void> start() {
    return UnixSockets.prepare(context, context.config().ingress().listen()).compose(this::listen);
  }

  private Future<Void> listen(Optional<SocketAddress> unixSocket) {
    var config = context.config();
    var ingress = config.ingress();
    var options =
        new IngressOptions(
            addresses(ingress.listen(), unixSocket),
            config.sizing().eventLoops(),
            ingress.requestSizeLimit(),
            ingress.bodyMemoryLimit(),
            ingress.concurrentRequestsLimit().orElse(Integer.MAX_VALUE),
            metadata.controlledSharding(),
            IngressOptions.BODY_IDLE_TIMEOUT,
            IngressOptions.DRAIN_TIMEOUT);
    var role =
        new IngressRole(
            options,
            schema,
            worker.partitions(),
            context.clock(),
            () -> new SystemEntropy(context.clock()),
            context.metrics());
    RoleMetrics.bind(context.metrics(), role);
    return context
        .vertx()
        .deployVerticle(role)
        .onSuccess(
            _ -> role.addresses().forEach(address -> report(ingress.listen(), address)))
        .mapEmpty();
  }

  @Override
  public Future<Void> stop() {
    // Its verticles were deployed from this one's context, so they have been undeployed before.
    return Future.succeededFuture();
  }

  private List<SocketAddress> addresses(Listen listen, Optional<SocketAddress> unixSocket) {
    List<SocketAddress> addresses = new ArrayList<>();
    if (listen.tcp()) {
      addresses.add(SocketAddress.inetSocketAddress(listen.bindPort(), listen.bindHost()));
    }
    unixSocket.ifPresent(addresses::add);
    return addresses;
  }

  private void report(Listen listen, SocketAddress address) {
    if (address.isDomainSocket()) {
      context.status().bound(STATUS_NAME, address.path(), BoundAddress.Kind.UNIX);
    } else {
      context
          .status()
          .bound(STATUS_NAME, listen.advertised(address.port()).toString(), BoundAddress.Kind.TCP);
    }
  }
}
