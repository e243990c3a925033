package dev.restatevertx.cluster;

import dev.restatevertx.base.Check;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All nodes of the cluster and what is fixed for the whole of it.
 *
 * @param version from 1, one more with each change
 * @param clusterName fixed
 * @param fingerprint random unsigned number drawn at provisioning, never 0, fixed
 * @param features names, see {@link ClusterFeature}; fixed
 * @param modifiedAt a {@link HybridTime}
 * @param nodes by node id
 */
public record NodesConfiguration(
    long version,
    String clusterName,
    long fingerprint,
    SortedSet<String> features,
    OptionalLong modifiedAt,
    SortedMap<Integer, NodeEntry> nodes) {
  public NodesConfiguration {
    Versions.check(version);
    features = Collections.unmodifiableSortedSet(new TreeSet<>(features));
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    TreeSet<String> names = new TreeSet<>();
    nodes.forEach((id, entry) -> {
      if (entry instanceof NodeEntry.Present(Node node)) {
        Check.argument(node.current().id() == id, "Expected node id %s, but got %s", id, node.current());
        Check.argument(names.add(node.name()), "Expected node names to differ, but '%s' is there twice", node.name());
      }
    });
  }

  public boolean hasFeature(String name) {
    return features.contains(name);
  }

  /** The node of this id; empty if it is unknown or removed. */
  public Optional<Node> node(int id) {
    return nodes.get(id) instanceof NodeEntry.Present(Node node) ? Optional.of(node) : Optional.empty();
  }

  /** The node of this name. */
  public Optional<Node> node(String name) {
    for (NodeEntry entry : nodes.values()) {
      if (entry instanceof NodeEntry.Present(Node node) && node.name().equals(name)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /** The id of the next new node: removed ids are never given out again. */
  public int nextNodeId() {
    return nodes.isEmpty() ? 1 : nodes.lastKey() + 1;
  }

  /** The same version with this node added or replaced. */
  public NodesConfiguration with(Node node) {
    TreeMap<Integer, NodeEntry> changed = new TreeMap<>(nodes);
    changed.put(node.current().id(), new NodeEntry.Present(node));
    return withNodes(changed);
  }

  /** The same version with this node removed for ever. */
  public NodesConfiguration without(int nodeId) {
    TreeMap<Integer, NodeEntry> changed = new TreeMap<>(nodes);
    changed.put(nodeId, new NodeEntry.Tombstone());
    return withNodes(changed);
  }

  private NodesConfiguration withNodes(SortedMap<Integer, NodeEntry> changed) {
    return new NodesConfiguration(version, clusterName, fingerprint, features, modifiedAt, changed);
  }
}
