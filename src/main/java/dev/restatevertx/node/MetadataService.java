package dev.restatevertx.node;

import dev.restatevertx.cluster.ClusterFeature;
import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.cluster.NodesConfiguration;
import dev.restatevertx.cluster.PartitionTable;
import dev.restatevertx.cluster.ReplicationProperty;
import dev.restatevertx.config.ConfigName;
import dev.restatevertx.config.NodeConfig;
import dev.restatevertx.metadata.ClusterSettings;
import dev.restatevertx.metadata.Metadata;
import dev.restatevertx.metadata.MetadataKind;
import dev.restatevertx.metadata.NodeSettings;
import dev.restatevertx.metadata.server.MetadataServer;
import dev.restatevertx.metadata.server.RocksRegisterDisk;
import dev.restatevertx.metadata.server.SingleNodeMetadata;
import dev.restatevertx.rocks.RocksStore;
import dev.restatevertx.rocks.StoreKind;
import dev.restatevertx.runtime.SystemEntropy;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Role {@code metadata-server}, and the node's membership of the cluster. */
final class MetadataService implements RoleService {
  private final NodeContext context;
  private final Provided<SingleNodeMetadata> metadata = new Provided<>("metadata-server");
  private final Provided<GenerationalNodeId> self = new Provided<>("metadata-server");
  private Optional<RocksStore> store = Optional.empty();

  MetadataService(NodeContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "metadata-server";
  }

  @Override
  public Future<Void> start() {
    NodeConfig config = context.config();
    return context
        .vertx()
        .executeBlocking(
            () -> RocksStore.open(config.nodeDir().resolve("metadata"), StoreKind.METADATA, context.budget()))
        .compose(
            opened -> {
              store = Optional.of(opened);
              var entropy = new SystemEntropy(context.clock());
              var server =
                  new MetadataServer(
                      new RocksRegisterDisk(opened),
                      () -> randomLong(entropy),
                      config.metadataClient().messageSizeLimit());
              var single =
                  new SingleNodeMetadata(
                      server,
                      clusterSettings(config),
                      nodeSettings(config),
                      context.clock()::millis,
                      () -> randomLong(entropy));
              metadata.set(single);
              single.metadata().watch(MetadataKind.SCHEMA);
              return single.start(config.autoProvision());
            })
        .onSuccess(
            node -> {
              self.set(node.current());
              context.status().nodeId(node.current().toString());
              context.status().part("metadata_server_status", () -> "Member");
              context.status().version("nodes_config_version", metadata().nodes()::version);
              context.status().version("logs_version", metadata().logs()::version);
              context.status().version("partition_table_version", metadata().partitionTable()::version);
              context.status().version("schema_version", metadata().watch(MetadataKind.SCHEMA)::version);
            })
        .mapEmpty();
  }

  @Override
  public Future<Void> stop() {
    Future<Void> stopped = metadata.current().map(SingleNodeMetadata::stop).orElse(Future.succeededFuture());
    return stopped.onComplete(_ -> store.ifPresent(RocksStore::close));
  }

  Metadata metadata() {
    return metadata.get().metadata();
  }

  GenerationalNodeId self() {
    return self.get();
  }

  NodesConfiguration nodes() {
    return metadata.get().nodes();
  }

  PartitionTable partitionTable() {
    return metadata().partitionTable().current().orElseThrow();
  }

  boolean controlledSharding() {
    return nodes().features().contains(ClusterFeature.CONTROLLED_IDEMPOTENT_SHARDING);
  }

  private static long randomLong(SystemEntropy entropy) {
    synchronized (entropy) {
      return entropy.nextLong();
    }
  }

  private static ClusterSettings clusterSettings(NodeConfig config) {
    return new ClusterSettings(
        config.clusterName(),
        config.defaultNumPartitions(),
        ReplicationProperty.nodes(1),
        config.bifrost().replicatedLoglet().defaultNodesetSize(),
        config.features().controlledIdempotentSharding()
            ? Set.of()
            : Set.of(ClusterFeature.CONTROLLED_IDEMPOTENT_SHARDING));
  }

  private static NodeSettings nodeSettings(NodeConfig config) {
    var listen = config.fabric().listen();
    EnumSet<dev.restatevertx.cluster.Role> roles = EnumSet.noneOf(dev.restatevertx.cluster.Role.class);
    for (ConfigName role : config.roles()) {
      roles.add(dev.restatevertx.cluster.Role.valueOf(((Enum<?>) role).name()));
    }
    return new NodeSettings(
        config.nodeName(),
        config.forceNodeId(),
        listen.advertised(listen.bindPort()).toString(),
        roles,
        config.location(),
        BuildInfo.version());
  }
}
