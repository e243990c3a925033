package dev.restatevertx.cluster;

/** What the nodes configuration says about one node id. */
public sealed interface NodeEntry {
  /** A node that was removed; its id is never given out again. */
  record Tombstone() implements NodeEntry {}

  /** A node of the cluster. */
  record Present(Node node) implements NodeEntry {}
}
