package dev.restatevertx.metadata.server;

import dev.restatevertx.cluster.Node;
import dev.restatevertx.cluster.NodesConfiguration;
import dev.restatevertx.metadata.ClusterSettings;
import dev.restatevertx.metadata.Join;
import dev.restatevertx.metadata.JoinException;
import dev.restatevertx.metadata.Metadata;
import dev.restatevertx.metadata.NodeSettings;
import dev.restatevertx.metadata.Provisioning;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;

/**
 * The metadata of a node that is the whole cluster, from its disk to the joined node:
 *
 * <pre>
 *   open the store -- provisioned? --yes--> join (next generation) --> ready
 *                          |no                  ^
 *                          +-- auto-provision --+
 *                          +-- or wait for provision()
 * </pre>
 */
public final class SingleNodeMetadata {
  private static final Logger LOG = System.getLogger("restate.metadata");

  private final MetadataServer server;
  private final Metadata metadata;
  private final ClusterSettings cluster;
  private final NodeSettings node;
  private final LongSupplier epochMillis;
  private final LongSupplier random;
  private final Promise<Void> provisioned = Promise.promise();

  /**
   * Not started yet.
   *
   * @param random random numbers that nobody can guess, safe to ask from any thread
   */
  public SingleNodeMetadata(
      MetadataServer server,
      ClusterSettings cluster,
      NodeSettings node,
      LongSupplier epochMillis,
      LongSupplier random) {
    this.server = server;
    this.metadata = new Metadata(server, epochMillis);
    this.cluster = cluster;
    this.node = node;
    this.epochMillis = epochMillis;
    this.random = random;
  }

  /** The cached values and the store, which serve once the node has joined. */
  public Metadata metadata() {
    return metadata;
  }

  /**
   * Opens the store, provisions it if it is new and {@code autoProvision} allows that, and joins. Completes with this
   * node as it is registered, when the caches hold everything; waits for {@link #provision} if nothing else provisions.
   */
  public Future<Node> start(boolean autoProvision) {
    return server
        .start()
        .compose(done -> done ? Future.succeededFuture() : provisionOrWait(autoProvision))
        .compose(_ -> complete())
        .compose(_ -> Join.register(metadata, cluster.clusterName(), node));
  }

  private Future<Void> provisionOrWait(boolean autoProvision) {
    if (autoProvision) {
      provision(cluster).onFailure(provisioned::tryFail);
    } else {
      LOG.log(
          Level.WARNING,
          "Awaiting provisioning: this node holds no metadata of cluster ''{0}'' and auto-provision is false. Run "
              + "''restatectl provision'' against this node, or start it with auto-provision = true",
          cluster.clusterName());
    }
    return provisioned.future();
  }

  /**
   * Provisions the cluster with this node as its first; the start that waits goes on.
   *
   * @param settings of the cluster
   */
  public Future<Void> provision(ClusterSettings settings) {
    return server
        .provision(Provisioning.firstNodeId(node))
        .compose(_ -> new Provisioning(metadata, epochMillis, random).run(settings, node))
        .onSuccess(_ -> {
          LOG.log(
              Level.INFO,
              "Provisioned cluster ''{0}'' with {1} partitions",
              settings.clusterName(),
              settings.partitions());
          provisioned.tryComplete();
        });
  }

  /** Fills the caches, and completes a provisioning that a crash cut short. */
  private Future<Void> complete() {
    return metadata.refresh().compose(_ -> {
      boolean whole =
          metadata.nodes().current().isPresent()
              && metadata.logs().current().isPresent()
              && metadata.partitionTable().current().isPresent();
      return whole
          ? Future.succeededFuture()
          : new Provisioning(metadata, epochMillis, random).run(cluster, node).compose(_ -> metadata.refresh());
    });
  }

  /** What is fixed for the cluster, once it is joined. */
  public NodesConfiguration nodes() {
    return metadata.nodes().current().orElseThrow(() -> new JoinException("Expected a cluster that was joined"));
  }

  /** Stops the server; what is under way ends first. */
  public Future<Void> stop() {
    return server.stop();
  }
}
