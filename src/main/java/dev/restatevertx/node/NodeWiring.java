package dev.restatevertx.node;

import java.util.List;

/** The one place that knows which parts a node has. */
final class NodeWiring {
  private NodeWiring() {}

  /** The roles of this node, in the order in which they start. */
  static List<RoleService> roles(NodeContext context) {
    return List.of();
  }
}
