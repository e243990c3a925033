package dev.restatevertx.config;

import dev.restatevertx.base.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The whole configuration of a node.
 *
 * @param nodeName unique in the cluster; also the name of the data directory
 * @param location {@code region[.zone]}, or empty
 * @param forceNodeId the node id to insist on
 * @param baseDir absolute
 * @param roles in the order of their declaration; with the ingress where a worker implies it
 * @param autoProvision whether this node may provision a new cluster by itself
 * @param defaultNumPartitions of a new cluster
 * @param defaultReplication of logs and partitions of a new cluster
 * @param shutdownTimeout for an orderly stop
 * @param initializationTimeout for joining the cluster
 * @param hlcMaxDrift how far the hybrid clock may run ahead
 */
public record NodeConfig(
    String nodeName,
    String clusterName,
    String location,
    OptionalInt forceNodeId,
    Path baseDir,
    Set<Role> roles,
    boolean autoProvision,
    int defaultNumPartitions,
    ReplicationProperty defaultReplication,
    Duration shutdownTimeout,
    Duration initializationTimeout,
    Duration hlcMaxDrift,
    boolean disablePrometheus,
    boolean disableTelemetry,
    Backoff networkErrorRetryPolicy,
    FabricConfig fabric,
    IngressConfig ingress,
    AdminConfig admin,
    WorkerConfig worker,
    BifrostConfig bifrost,
    LogServerConfig logServer,
    MetadataServerConfig metadataServer,
    MetadataClientConfig metadataClient,
    GossipConfig gossip,
    InvocationDefaults invocationDefaults,
    LoggingConfig logging,
    TracingConfig tracing,
    FeatureConfig features,
    RocksDbTotals rocksDb,
    SizingConfig sizing) {

  /** Where this node keeps its data: {@code <base-dir>/<node-name>}. */
  public Path nodeDir() {
    return baseDir.resolve(nodeName);
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }
}
