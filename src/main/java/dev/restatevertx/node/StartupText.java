package dev.restatevertx.node;

import dev.restatevertx.config.ConfigName;
import dev.restatevertx.config.NodeConfig;
import dev.restatevertx.node.NodeStatus.BoundAddress;
import java.time.Duration;
import java.util.stream.Collectors;

/** What a node prints once it is ready. */
final class StartupText {
  private StartupText() {}

  static String of(NodeContext context, String version, Duration startup) {
    NodeConfig config = context.config();
    StringBuilder text = new StringBuilder(String.format("restate-vertx %s%n", version));
    String id = context.status().nodeId().map(nodeId -> " (" + nodeId + ")").orElse("");
    line(text, "node", config.nodeName() + id + " of cluster " + config.clusterName());
    line(text, "roles", config.roles().stream().map(ConfigName::configName).collect(Collectors.joining(", ")));
    line(text, "data", config.nodeDir().toString());
    for (BoundAddress address : context.status().addresses()) {
      if (address.kind() == BoundAddress.Kind.TCP) {
        line(text, address.name(), address.address());
      }
    }
    String label = "sizes";
    for (String reason : config.sizing().explain()) {
      line(text, label, reason);
      label = "";
    }
    return text.append(String.format("Ready after %.2f s%n", startup.toMillis() / 1000.0)).toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(String.format("  %-10s %s%n", label, value));
  }
}
