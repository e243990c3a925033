package dev.restatevertx.node;

import dev.restatevertx.cluster.ReplicationProperty;
import dev.restatevertx.endpoint.RequestIdentity;
import dev.restatevertx.metadata.LeaderEpochs;
import dev.restatevertx.routing.LocalRouter;
import dev.restatevertx.routing.PartitionClient;
import dev.restatevertx.runtime.SystemEntropy;
import dev.restatevertx.worker.PartitionProcessor;
import dev.restatevertx.worker.WorkerRole;
import dev.restatevertx.worker.WorkerServices;
import dev.restatevertx.worker.WorkerSettings;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Role {@code worker}. */
final class WorkerService implements RoleService {
  private static final int IO_THREADS_MIN = 2;

  private final NodeContext context;
  private final MetadataService metadata;
  private final LogServerService log;
  private final SchemaWatch schema;
  private final Provided<LocalRouter> router = new Provided<>("worker");
  private final Provided<WorkerRole> role = new Provided<>("worker");
  private volatile Optional<RequestIdentity> signer = Optional.empty();

  WorkerService(NodeContext context, MetadataService metadata, LogServerService log, SchemaWatch schema) {
    this.context = context;
    this.metadata = metadata;
    this.log = log;
    this.schema = schema;
  }

  @Override
  public String name() {
    return "worker";
  }

  @Override
  public Future<Void> start() {
    var config = context.config();
    var table = metadata.partitionTable();
    var partitions = new LocalRouter(context.vertx(), table.count());
    router.set(partitions);
    var settings =
        WorkerSettings.of(
            config.nodeDir().resolve("db"),
            config.worker(),
            config.sizing().eventLoops(),
            Math.max(IO_THREADS_MIN, config.sizing().eventLoops()),
            Runtime.getRuntime().maxMemory(),
            table.count());
    return context
        .vertx()
        .executeBlocking(() -> config.worker().invoker().requestIdentityKey().map(this::identity))
        .compose(
            identity -> {
              signer = identity;
              var worker = new WorkerRole(settings, services(partitions, identity), table);
              role.set(worker);
              RoleMetrics.bind(context.metrics(), worker);
              context.status().part("worker_status", () -> status(worker));
              return worker.start();
            });
  }

  @Override
  public Future<Void> stop() {
    return role.current().map(WorkerRole::stop).orElse(Future.succeededFuture());
  }

  PartitionClient partitions() {
    return router.get();
  }

  /** Signs requests to endpoints, when the operator has given a key. */
  Optional<RequestIdentity> identity() {
    return signer;
  }

  private WorkerServices services(LocalRouter partitions, Optional<RequestIdentity> identity) {
    var epochs =
        new LeaderEpochs(
            metadata.metadata(), metadata.self(), ReplicationProperty.nodes(1), context.clock()::millis);
    return new WorkerServices(
        context.vertx(),
        metadata.self(),
        context.clock(),
        () -> new SystemEntropy(context.clock()),
        log.logs(),
        epochs,
        context.budget(),
        partitions,
        schema,
        identity,
        metadata.controlledSharding());
  }

  private RequestIdentity identity(Path key) {
    try {
      return RequestIdentity.ofPem(
          Files.readString(key), context.config().worker().invoker().requestIdentityExpiration());
    } catch (IOException e) {
      throw new StartException(
          "Expected the private key of request-identity-private-key-pem-file in " + key + ", but it cannot be read: "
              + e.getMessage(),
          e);
    }
  }

  private static String status(WorkerRole worker) {
    var phases = worker.processors().values().stream().map(PartitionProcessor::phase).toList();
    if (phases.contains(PartitionProcessor.Phase.BROKEN)) {
      return "Broken";
    }
    return phases.stream().allMatch(PartitionProcessor.Phase.LEADING::equals) ? "Ready" : "StartingUp";
  }
}
