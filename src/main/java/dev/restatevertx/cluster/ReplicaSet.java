package dev.restatevertx.cluster;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nodes that hold a partition.
 *
 * @param version of this configuration, from 1; 0 when it was never set
 * @param nodes ids, the preferred one first
 * @param modifiedAt epoch millis
 * @param context who chose it and why, for people
 */
public record ReplicaSet(
    long version,
    ReplicationProperty replication,
    List<Integer> nodes,
    long modifiedAt,
    SortedMap<String, String> context) {
  public ReplicaSet {
    nodes = List.copyOf(nodes);
    context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
  }
}
