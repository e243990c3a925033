package dev.restatevertx.config;

import java.util.OptionalInt;

/**
 * On how many failure domains a record or a partition is kept.
 *
 * @param node number of nodes, 1 or more
 * @param zone number of zones that these are spread over
 * @param region number of regions that these are spread over
 */
public record ReplicationProperty(int node, OptionalInt zone, OptionalInt region) {
  /** Copies on this many nodes, wherever they are. */
  public static ReplicationProperty ofNodes(int nodes) {
    return new ReplicationProperty(nodes, OptionalInt.empty(), OptionalInt.empty());
  }

  /** The form {@code {region: 2, zone: 2, node: 3}}, without the scopes that are not given. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    region.ifPresent(r -> text.append("region: ").append(r).append(", "));
    zone.ifPresent(z -> text.append("zone: ").append(z).append(", "));
    return text.append("node: ").append(node).append('}').toString();
  }
}
