package dev.restatevertx.metadata.core;

/** Who orders the writes of an epoch; fixed for its whole life. */
public sealed interface SequencerName {
  /** The process that recovered, on this node. */
  record InProcess(int nodeId) implements SequencerName {}

  /** A consensus group of a cluster whose name carries the epoch. */
  record ConsensusGroup(String clusterName) implements SequencerName {}
}
