package dev.restatevertx.partition.command;

/** How a partition recognises a record that it has applied before, or that comes from a leader of the past. */
public sealed interface Dedup {
  /** Applied whenever it is read. */
  record None() implements Dedup {}

  /** Proposal of the partition's own leader: dropped unless (epoch, sequence) is above the last one seen. */
  record Self(long leaderEpoch, long sequence) implements Dedup {}

  /** Outbox message of another (or the same) partition: dropped unless the sequence is above the last one seen. */
  record Partition(int partition, long sequence) implements Dedup {}
}
