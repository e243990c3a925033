package dev.restatevertx.metadata;

import dev.restatevertx.cluster.ClusterFeature;
import dev.restatevertx.cluster.ReplicationProperty;
import dev.restatevertx.config.NodeConfig;
import java.util.Set;

/**
 * What a new cluster is made with; all but the name can be changed later only where noted.
 *
 * @param clusterName compared with the name in the nodes configuration by every node that joins
 * @param partitions 0 to 65535; fixed once it is not 0
 * @param replication of logs and partitions; may be changed
 * @param targetNodesetSize of logs; 0 to let it follow from the replication
 * @param disabledFeatures names of {@link dev.restatevertx.cluster.ClusterFeature} to leave out for ever
 */
public record ClusterSettings(
    String clusterName,
    int partitions,
    ReplicationProperty replication,
    int targetNodesetSize,
    Set<String> disabledFeatures) {
  /** As configured. */
  public static ClusterSettings of(NodeConfig config) {
    return new ClusterSettings(
        config.clusterName(),
        config.defaultNumPartitions(),
        ReplicationProperty.parse(config.defaultReplication().toString()),
        config.bifrost().replicatedLoglet().defaultNodesetSize(),
        config.features().controlledIdempotentSharding()
            ? Set.of()
            : Set.of(ClusterFeature.CONTROLLED_IDEMPOTENT_SHARDING));
  }
}
