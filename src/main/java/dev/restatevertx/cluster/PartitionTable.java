package dev.restatevertx.cluster;

import dev.restatevertx.base.Partitioning;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the keys are split over partitions.
 *
 * @param version from 1
 * @param partitions by partition id, together all keys
 */
public record PartitionTable(
    long version, SortedMap<Integer, PartitionEntry> partitions, PartitionReplication replication) {
  public PartitionTable {
    Versions.check(version);
    partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
  }

  /** A first table with {@code count} partitions of nearly equal ranges. */
  public static PartitionTable equal(int count, ReplicationProperty replication) {
    TreeMap<Integer, PartitionEntry> partitions = new TreeMap<>();
    for (int p = 0; p < count; p++) {
      partitions.put(p, new PartitionEntry(Partitioning.rangeOf(p, count), OptionalInt.empty()));
    }
    return new PartitionTable(Versions.FIRST, partitions, new PartitionReplication.Limit(replication));
  }

  public int count() {
    return partitions.size();
  }
}
