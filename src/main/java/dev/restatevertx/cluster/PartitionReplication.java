package dev.restatevertx.cluster;

/** On which nodes replicas of a partition are kept. */
public sealed interface PartitionReplication {
  /** On so many, chosen by placement. */
  record Limit(ReplicationProperty replication) implements PartitionReplication {}

  /** On every worker; an old form that is only read. */
  record Everywhere() implements PartitionReplication {}
}
