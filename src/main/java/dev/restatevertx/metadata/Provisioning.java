package dev.restatevertx.metadata;

import dev.restatevertx.cluster.ClusterFeature;
import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.cluster.LogProvider;
import dev.restatevertx.cluster.LogsMetadata;
import dev.restatevertx.cluster.MetadataServerState;
import dev.restatevertx.cluster.Node;
import dev.restatevertx.cluster.NodeEntry;
import dev.restatevertx.cluster.NodesConfiguration;
import dev.restatevertx.cluster.PartitionTable;
import dev.restatevertx.cluster.Versions;
import dev.restatevertx.metadata.MetadataException.Reason;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** Writes the first metadata of a new cluster. */
public final class Provisioning {
  private final Metadata metadata;
  private final LongSupplier epochMillis;
  private final LongSupplier random;

  /**
   * Into a store that is open.
   *
   * @param random for the fingerprint
   */
  public Provisioning(Metadata metadata, LongSupplier epochMillis, LongSupplier random) {
    this.metadata = metadata;
    this.epochMillis = epochMillis;
    this.random = random;
  }

  /** The id of the node that provisions. */
  public static int firstNodeId(NodeSettings node) {
    return node.forcedId().orElse(1);
  }

  /**
   * Writes what is missing of nodes configuration, log chains and partition table, all at once. Repeating it after a
   * crash in the middle completes it; what is there stays.
   */
  public Future<Void> run(ClusterSettings cluster, NodeSettings node) {
    PartitionTable table = PartitionTable.equal(cluster.partitions(), cluster.replication());
    List<Future<?>> writes =
        List.of(
            writeFirst(MetadataKind.NODES, nodes(cluster, node)),
            writeFirst(MetadataKind.LOGS, logs(cluster)),
            writeFirst(MetadataKind.PARTITION_TABLE, table));
    return Future.all(writes).mapEmpty();
  }

  private <T> Future<Void> writeFirst(MetadataKind<T> kind, T value) {
    T stamped = kind.codec().stamped(value, Versions.FIRST, epochMillis.getAsLong());
    VersionedValue stored = new VersionedValue(Versions.FIRST, kind.codec().encode(stamped));
    return metadata
        .put(kind.key(), stored, Precondition.DOES_NOT_EXIST)
        .recover(failure ->
            failure instanceof MetadataException e && e.reason() == Reason.PRECONDITION_FAILED
                ? Future.succeededFuture()
                : Future.failedFuture(failure));
  }

  private NodesConfiguration nodes(ClusterSettings cluster, NodeSettings settings) {
    TreeSet<String> features = new TreeSet<>(List.of(ClusterFeature.CONTROLLED_IDEMPOTENT_SHARDING));
    features.removeAll(cluster.disabledFeatures());
    Node first =
        Node.joining(
                settings.name(),
                new GenerationalNodeId(firstNodeId(settings), 1),
                settings.address(),
                settings.roles(),
                settings.location(),
                settings.version())
            .withMetadataServerState(MetadataServerState.MEMBER);
    TreeMap<Integer, NodeEntry> nodes = new TreeMap<>();
    nodes.put(first.current().id(), new NodeEntry.Present(first));
    return new NodesConfiguration(
        Versions.FIRST, cluster.clusterName(), fingerprint(), features, OptionalLong.empty(), nodes);
  }

  /** 0 means "not known" where fingerprints are compared. */
  private long fingerprint() {
    long fingerprint = random.getAsLong();
    while (fingerprint == 0) {
      fingerprint = random.getAsLong();
    }
    return fingerprint;
  }

  private static LogsMetadata logs(ClusterSettings cluster) {
    return new LogsMetadata(
        Versions.FIRST,
        OptionalLong.empty(),
        new LogProvider.Replicated(cluster.replication(), cluster.targetNodesetSize()),
        new TreeMap<>());
  }
}
