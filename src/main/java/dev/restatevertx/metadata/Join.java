package dev.restatevertx.metadata;

import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.cluster.Node;
import dev.restatevertx.cluster.NodesConfiguration;
import dev.restatevertx.cluster.Role;
import dev.restatevertx.cluster.StorageState;
import dev.restatevertx.cluster.WorkerState;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalInt;

/** How a process becomes a node: each start takes the next generation of the node of its name. */
public final class Join {
  private static final Logger LOG = System.getLogger("restate.metadata");

  private Join() {}

  /**
   * Registers this process in the nodes configuration, which must be there. Answers the node as registered; fails with
   * {@link JoinException} if the cluster is another one or the node's id is not the one it insists on.
   */
  public static Future<Node> register(Metadata metadata, String clusterName, NodeSettings settings) {
    return metadata
        .update(MetadataKind.NODES, old -> register(present(old), clusterName, settings))
        .map(written -> written.node(settings.name()).orElseThrow());
  }

  private static NodesConfiguration present(Optional<NodesConfiguration> nodes) {
    return nodes.orElseThrow(
        () -> new JoinException("Expected a provisioned cluster, but it has no nodes configuration"));
  }

  private static NodesConfiguration register(NodesConfiguration nodes, String clusterName, NodeSettings settings) {
    if (!nodes.clusterName().equals(clusterName)) {
      throw new JoinException(
          "Expected the metadata of cluster '" + clusterName + "', but it is that of '" + nodes.clusterName()
              + "': set cluster-name to '" + nodes.clusterName() + "' or use another data directory");
    }
    Optional<Node> known = nodes.node(settings.name());
    Node node = known.isPresent() ? restarted(known.get(), settings) : added(nodes, settings);
    OptionalInt forced = settings.forcedId();
    if (forced.isPresent() && forced.getAsInt() != node.current().id()) {
      throw new JoinException(
          "Expected node '" + settings.name() + "' to have the id " + forced.getAsInt() + " of force-node-id, "
              + "but it is " + node.current().id());
    }
    return nodes.with(node);
  }

  private static Node added(NodesConfiguration nodes, NodeSettings settings) {
    int id = settings.forcedId().orElse(nodes.nextNodeId());
    if (nodes.nodes().containsKey(id)) {
      throw new JoinException(
          "Expected node id " + id + " of force-node-id to be free, but it "
              + nodes.node(id).map(other -> "is that of '" + other.name() + "'").orElse("was removed"));
    }
    return withWorker(
        Node.joining(
            settings.name(),
            new GenerationalNodeId(id, 1),
            settings.address(),
            settings.roles(),
            settings.location(),
            settings.version()));
  }

  private static Node restarted(Node known, NodeSettings settings) {
    if (!known.location().isEmpty() && !known.location().equals(settings.location())) {
      LOG.log(
          Level.WARNING,
          "The location of this node changes from ''{0}'' to ''{1}'': copies that were spread by it are not moved",
          known.location(),
          settings.location());
    }
    return withWorker(
        known.restarted(settings.address(), settings.roles(), settings.location(), settings.version()));
  }

  /** A worker needs nothing before it may hold replicas. */
  private static Node withWorker(Node node) {
    return node.roles().contains(Role.WORKER) && node.workerState() == WorkerState.PROVISIONING
        ? node.withWorkerState(WorkerState.ACTIVE)
        : node;
  }

  /**
   * Lets this node's log store into new nodesets: to be called when the store is open and carries its marker. Does
   * nothing if its state is not {@link StorageState#PROVISIONING}.
   */
  public static Future<Void> logStoreReady(Metadata metadata, int nodeId) {
    return metadata
        .update(
            MetadataKind.NODES,
            old -> {
              NodesConfiguration nodes = present(old);
              return nodes
                  .node(nodeId)
                  .filter(n -> n.storageState() == StorageState.PROVISIONING)
                  .map(n -> nodes.with(n.withStorageState(StorageState.READ_WRITE)))
                  .orElse(nodes);
            })
        .mapEmpty();
  }
}
