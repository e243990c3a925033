package dev.restatevertx.cluster;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Leadership and placement of one partition (metadata key {@code pp_epoch_<partition id>}).
 *
 * @param version from 1, one more with each change
 * @param leaderEpoch of the newest leader, from 1; each claim takes the next one
 * @param leader who claimed that epoch
 * @param next the replica set that the partition moves to
 * @param placementFreeze why its replicas must stay where they are
 */
public record EpochMetadata(
    long version,
    long leaderEpoch,
    Optional<Leader> leader,
    ReplicaSet current,
    Optional<ReplicaSet> next,
    LeadershipPolicy leadershipPolicy,
    Optional<String> placementFreeze) {
  /** Who leads which partition. */
  public record Leader(GenerationalNodeId node, int partitionId) {}

  public EpochMetadata {
    Versions.check(version);
  }

  /** A partition's first leader, on its only replica. */
  public static EpochMetadata first(
      int partitionId, GenerationalNodeId leader, ReplicationProperty replication, long nowMillis) {
    return new EpochMetadata(
        Versions.FIRST,
        1,
        Optional.of(new Leader(leader, partitionId)),
        new ReplicaSet(Versions.FIRST, replication, List.of(leader.id()), nowMillis, new TreeMap<>()),
        Optional.empty(),
        LeadershipPolicy.NONE,
        Optional.empty());
  }

  /** The same version, in which {@code node} claims the next leader epoch. */
  public EpochMetadata claim(int partitionId, GenerationalNodeId node) {
    return new EpochMetadata(
        version,
        leaderEpoch + 1,
        Optional.of(new Leader(node, partitionId)),
        current,
        next,
        leadershipPolicy,
        placementFreeze);
  }
}
