package dev.restatevertx.cluster;

import static dev.restatevertx.cluster.MetadataJson.array;
import static dev.restatevertx.cluster.MetadataJson.arrayField;
import static dev.restatevertx.cluster.MetadataJson.asInt;
import static dev.restatevertx.cluster.MetadataJson.asPair;
import static dev.restatevertx.cluster.MetadataJson.asString;
import static dev.restatevertx.cluster.MetadataJson.field;
import static dev.restatevertx.cluster.MetadataJson.has;
import static dev.restatevertx.cluster.MetadataJson.object;
import static dev.restatevertx.cluster.MetadataJson.optionalU64;
import static dev.restatevertx.cluster.MetadataJson.pair;
import static dev.restatevertx.cluster.MetadataJson.string;
import static dev.restatevertx.cluster.MetadataJson.stringOr;
import static dev.restatevertx.cluster.MetadataJson.u32;
import static dev.restatevertx.cluster.MetadataJson.unsigned;
import static dev.restatevertx.cluster.MetadataJson.unsignedOrNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.restatevertx.base.Bytes;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@link NodesConfiguration} as restatectl reads it. */
public final class NodesConfigurationCodec implements MetadataCodec<NodesConfiguration> {
  public static final NodesConfigurationCodec INSTANCE = new NodesConfigurationCodec();

  private NodesConfigurationCodec() {}

  @Override
  public long version(NodesConfiguration value) {
    return value.version();
  }

  @Override
  public NodesConfiguration stamped(NodesConfiguration value, long version, long epochMillis) {
    return new NodesConfiguration(
        version,
        value.clusterName(),
        value.fingerprint(),
        value.features(),
        OptionalLong.of(HybridTime.ofEpochMillis(epochMillis)),
        value.nodes());
  }

  @Override
  public Bytes encode(NodesConfiguration value) {
    ObjectNode json = object();
    json.set("version", unsigned(value.version()));
    json.put("cluster_name", value.clusterName());
    json.set("cluster_fingerprint", unsigned(value.fingerprint()));
    ArrayNode features = json.putArray("features");
    value.features().forEach(features::add);
    json.set("modified_at", unsignedOrNull(value.modifiedAt()));
    ObjectNode names = json.putObject("name_lookup");
    ArrayNode nodes = json.putArray("nodes");
    value.nodes().forEach((id, entry) -> {
      switch (entry) {
        case NodeEntry.Tombstone() -> nodes.add(pair(IntNode.valueOf(id), TextNode.valueOf("Tombstone")));
        case NodeEntry.Present(Node node) -> {
          names.put(node.name(), id);
          ObjectNode present = object();
          present.set("Node", encode(node));
          nodes.add(pair(IntNode.valueOf(id), present));
        }
      }
    });
    return MetadataJson.encode(json);
  }

  private static ObjectNode encode(Node node) {
    ObjectNode json = object();
    json.put("name", node.name());
    json.set("current_generation", encode(node.current()));
    json.put("address", node.address());
    ArrayNode roles = json.putArray("roles");
    node.roles().forEach(role -> roles.add(role.text()));
    json.putObject("log_server_config").put("storage_state", node.storageState().text());
    json.put("location", node.location());
    json.putObject("metadata_server_config").put("metadata_server_state", node.metadataServerState().text());
    json.putObject("worker_config").put("worker_state", node.workerState().text());
    json.put("binary_version", node.binaryVersion());
    return json;
  }

  static ArrayNode encode(GenerationalNodeId id) {
    return array().add(id.id()).add(id.generation());
  }

  static GenerationalNodeId decodeId(JsonNode json, String what) {
    asPair(json, what);
    return new GenerationalNodeId(asInt(json.get(0), what), asInt(json.get(1), what));
  }

  @Override
  public NodesConfiguration decode(Bytes bytes) {
    return MetadataJson.checked("a nodes configuration", () -> decode(MetadataJson.decode(bytes)));
  }

  private static NodesConfiguration decode(JsonNode json) {
    TreeSet<String> features = new TreeSet<>();
    if (has(json, "features")) {
      arrayField(json, "features").forEach(f -> features.add(asString(f, "'features'")));
    }
    TreeMap<Integer, NodeEntry> nodes = new TreeMap<>();
    for (JsonNode entry : arrayField(json, "nodes")) {
      asPair(entry, "'nodes'");
      JsonNode value = entry.get(1);
      NodeEntry decoded =
          value.isTextual() && value.textValue().equals("Tombstone")
              ? new NodeEntry.Tombstone()
              : new NodeEntry.Present(decodeNode(field(value, "Node")));
      nodes.put(asInt(entry.get(0), "'nodes'"), decoded);
    }
    return new NodesConfiguration(
        u32(json, "version"),
        string(json, "cluster_name"),
        optionalU64(json, "cluster_fingerprint").orElse(0),
        features,
        optionalU64(json, "modified_at"),
        nodes);
  }

  private static Node decodeNode(JsonNode json) {
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    arrayField(json, "roles").forEach(r -> roles.add(Role.parse(asString(r, "'roles'"))));
    return new Node(
        string(json, "name"),
        decodeId(field(json, "current_generation"), "'current_generation'"),
        string(json, "address"),
        roles,
        StorageState.parse(state(json, "log_server_config", "storage_state")),
        stringOr(json, "location", ""),
        MetadataServerState.parse(state(json, "metadata_server_config", "metadata_server_state")),
        WorkerState.parse(state(json, "worker_config", "worker_state")),
        stringOr(json, "binary_version", ""));
  }

  private static String state(JsonNode json, String group, String name) {
    return has(json, group) ? stringOr(json.get(group), name, "provisioning") : "provisioning";
  }
}
