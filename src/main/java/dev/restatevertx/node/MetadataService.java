package dev.restatevertx.node;

import dev.restatevertx.cluster.ClusterFeature;
import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.cluster.NodesConfiguration;
import dev.restatevertx.cluster.PartitionTable;
import dev.restatevertx.cluster.ReplicationProperty;
import dev.restatevertx.config.NodeConfig;
import dev.restatevertx.metadata.ClusterSettings;
import dev.restatevertx.metadata.Metadata;
import dev.restatevertx.metadata.MetadataKind;
import dev.restatevertx.metadata.NodeSettings;
import dev.restatevertx.metadata.server.MetadataServer;
import dev.restatevertx.metadata.server.RocksRegisterDisk;
import dev.restatevertx.metadata.server.SingleNodeMetadata;
import dev.restatevertx.node.NodeStatus.BoundAddress;
import dev.restatevertx.rocks.RocksStore;
import dev.restatevertx.rocks.StoreKind;
import dev.restatevertx.runtime.SystemEntropy;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Role {@code metadata-server}, and the node's membership of the cluster. */
final class MetadataService implements RoleService {
  private static final Logger LOG = System.getLogger("restate.node");

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
    if (!ReplicationProperty.parse(config.defaultReplication().toString()).equals(ReplicationProperty.nodes(1))) {
      LOG.log(
          Level.WARNING,
          "default-replication = {0} is noted for the time when the cluster has more nodes; until then records are kept"
              + " on this node alone",
          config.defaultReplication());
    }
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
                      ClusterSettings.of(config),
                      NodeSettings.of(config, address(), BuildInfo.version()),
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

  /** Where others reach this node; with a free port, the one that was bound. */
  private String address() {
    var listen = context.config().fabric().listen();
    return context.status().addresses().stream()
        .filter(address -> address.kind() == BoundAddress.Kind.TCP)
        .map(BoundAddress::address)
        .findFirst()
        .orElseGet(() -> listen.advertised(listen.bindPort()).toString());
  }
}
