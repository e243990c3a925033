package dev.restatevertx.node;

import dev.restatevertx.config.Role;
import java.util.ArrayList;
import java.util.List;

/** The one place that knows which parts a node has. */
final class NodeWiring {
  private NodeWiring() {}

  /** The roles of this node, in the order in which they start; what a later one needs, an earlier one provides. */
  static List<RoleService> roles(NodeContext context) {
    var config = context.config();
    for (Role needed : List.of(Role.METADATA_SERVER, Role.LOG_SERVER, Role.WORKER)) {
      if (!config.has(needed)) {
        throw new StartException(
            "Expected roles metadata-server, log-server and worker, but roles lacks " + needed.configName()
                + ": a node is a cluster of its own so far and needs all three");
      }
    }
    var metadata = new MetadataService(context);
    var log = new LogServerService(context, metadata);
    var schema = new SchemaWatch(config, metadata);
    var worker = new WorkerService(context, metadata, log, schema);
    List<RoleService> roles = new ArrayList<>(List.of(metadata, log, worker));
    if (config.has(Role.HTTP_INGRESS)) {
      roles.add(new IngressService(context, metadata, worker, schema));
    }
    if (config.has(Role.ADMIN)) {
      roles.add(new AdminService(context, metadata, worker, schema));
    }
    return roles;
  }
}
