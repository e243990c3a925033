package dev.restatevertx.cluster;

import dev.restatevertx.base.KeyRange;
import java.util.OptionalInt;

/**
 * A partition in the partition table.
 *
 * @param keyRange the partition keys that belong to it
 * @param logId its log, when it is not the one of the same number
 */
public record PartitionEntry(KeyRange keyRange, OptionalInt logId) {
  /** The partition's log. */
  public int logIdOf(int partitionId) {
    return logId.orElse(partitionId);
  }
}
