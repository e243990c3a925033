package dev.restatevertx.node;

import dev.restatevertx.config.ConfigName;
import dev.restatevertx.config.NodeConfig;
import dev.restatevertx.node.NodeStatus.BoundAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** What {@code /health} of the node-to-node port answers. */
final class HealthReport {
  /** Statuses and versions that are shown even if nobody tells them. */
  private static final List<String> PARTS =
      List.of("admin_status", "worker_status", "log_server_status", "metadata_server_status");

  private static final List<String> VERSIONS =
      List.of("nodes_config_version", "logs_version", "schema_version", "partition_table_version");

  private HealthReport() {}

  static JsonObject of(NodeConfig config, NodeStatus status, Duration age) {
    JsonObject report = new JsonObject()
        .put("status", text(status.lifecycle()))
        .put("node_id", status.nodeId().orElse(null))
        .put("cluster_name", config.clusterName())
        .put("roles", new JsonArray(config.roles().stream().map(ConfigName::configName).toList()))
        .put("age", age(age));
    for (String part : PARTS) {
      report.put(part, "Unknown");
    }
    status.parts().forEach((name, state) -> report.put(name, state.get()));
    for (String version : VERSIONS) {
      report.put(version, 0);
    }
    status.versions().forEach((name, version) -> report.put(name, version.getAsLong()));
    JsonArray addresses = new JsonArray();
    for (BoundAddress address : status.addresses()) {
      addresses.add(new JsonObject()
          .put("name", address.name()).put("address", address.address()).put("kind", address.kind().text()));
    }
    return report.put("bound_addresses", addresses);
  }

  private static String text(Lifecycle lifecycle) {
    return switch (lifecycle) {
      case STARTING -> "StartingUp";
      case RUNNING -> "Alive";
      case STOPPING, STOPPED -> "ShuttingDown";
    };
  }

  /** Days, hours, minutes and seconds, leaving out what is zero. */
  private static String age(Duration age) {
    StringBuilder text = new StringBuilder();
    append(text, age.toDaysPart(), "d");
    append(text, age.toHoursPart(), "h");
    append(text, age.toMinutesPart(), "m");
    append(text, age.toSecondsPart(), "s");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(text.isEmpty() ? "" : " ").append(amount).append(unit);
    }
  }
}
