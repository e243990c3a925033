package dev.restatevertx.cluster;

import static dev.restatevertx.cluster.MetadataJson.arrayField;
import static dev.restatevertx.cluster.MetadataJson.asInt;
import static dev.restatevertx.cluster.MetadataJson.asString;
import static dev.restatevertx.cluster.MetadataJson.field;
import static dev.restatevertx.cluster.MetadataJson.has;
import static dev.restatevertx.cluster.MetadataJson.intField;
import static dev.restatevertx.cluster.MetadataJson.object;
import static dev.restatevertx.cluster.MetadataJson.optionalU64;
import static dev.restatevertx.cluster.MetadataJson.string;
import static dev.restatevertx.cluster.MetadataJson.stringMap;
import static dev.restatevertx.cluster.MetadataJson.stringOr;
import static dev.restatevertx.cluster.MetadataJson.strings;
import static dev.restatevertx.cluster.MetadataJson.u32;
import static dev.restatevertx.cluster.MetadataJson.u64;
import static dev.restatevertx.cluster.MetadataJson.unsigned;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restatevertx.base.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link EpochMetadata} as restatectl reads it. */
public final class EpochMetadataCodec implements MetadataCodec<EpochMetadata> {
  public static final EpochMetadataCodec INSTANCE = new EpochMetadataCodec();

  private EpochMetadataCodec() {}

  @Override
  public long version(EpochMetadata value) {
    return value.version();
  }

  @Override
  public EpochMetadata stamped(EpochMetadata value, long version, long epochMillis) {
    return new EpochMetadata(
        version,
        value.leaderEpoch(),
        value.leader(),
        value.current(),
        value.next(),
        value.leadershipPolicy(),
        value.placementFreeze());
  }

  @Override
  public Bytes encode(EpochMetadata value) {
    ObjectNode json = object();
    json.set("version", unsigned(value.version()));
    json.set("epoch", unsigned(value.leaderEpoch()));
    if (value.leader().isPresent()) {
      EpochMetadata.Leader leader = value.leader().get();
      ObjectNode node = json.putObject("leader_metadata");
      node.set("node_id", NodesConfigurationCodec.encode(leader.node()));
      node.put("partition_id", leader.partitionId());
    } else {
      json.putNull("leader_metadata");
    }
    json.set("current", encode(value.current()));
    if (value.next().isPresent()) {
      json.set("next", encode(value.next().get()));
    } else {
      json.putNull("next");
    }
    encode(json, value.leadershipPolicy());
    value.placementFreeze().ifPresent(reason -> putFreeze(json.putObject("placement_policy"), reason));
    return MetadataJson.encode(json);
  }

  private static ObjectNode encode(ReplicaSet set) {
    ObjectNode json = object();
    json.set("version", unsigned(set.version()));
    json.put("replication", set.replication().toString());
    ArrayNode nodes = json.putArray("replica_set");
    set.nodes().forEach(nodes::add);
    json.set("modified_at", unsigned(set.modifiedAt()));
    json.set("context", strings(set.context()));
    return json;
  }

  private static void encode(ObjectNode json, LeadershipPolicy policy) {
    if (policy.equals(LeadershipPolicy.NONE)) {
      return;
    }
    ObjectNode target = json.putObject("leadership_policy");
    policy.freeze().ifPresent(reason -> putFreeze(target, reason));
    policy.affinity().ifPresent(affinity -> {
      ObjectNode a = target.putObject("affinity");
      switch (affinity) {
        case LeadershipPolicy.Affinity.OnNode(int nodeId) -> a.put("Node", nodeId);
        case LeadershipPolicy.Affinity.In(String location) -> a.put("Location", location);
      }
    });
  }

  private static void putFreeze(ObjectNode policy, String reason) {
    policy.putObject("freeze").put("reason", reason);
  }

  @Override
  public EpochMetadata decode(Bytes bytes) {
    return MetadataJson.checked("epoch metadata", () -> decode(MetadataJson.decode(bytes)));
  }

  private static EpochMetadata decode(JsonNode json) {
    Optional<EpochMetadata.Leader> leader = Optional.empty();
    if (has(json, "leader_metadata")) {
      JsonNode node = json.get("leader_metadata");
      leader =
          Optional.of(
              new EpochMetadata.Leader(
                  NodesConfigurationCodec.decodeId(field(node, "node_id"), "'node_id'"),
                  intField(node, "partition_id")));
    }
    Optional<ReplicaSet> next = has(json, "next") ? Optional.of(decodeSet(json.get("next"))) : Optional.empty();
    Optional<String> placementFreeze =
        has(json, "placement_policy") ? freeze(json.get("placement_policy")) : Optional.empty();
    return new EpochMetadata(
        u32(json, "version"),
        u64(json, "epoch"),
        leader,
        decodeSet(field(json, "current")),
        next,
        has(json, "leadership_policy") ? decodePolicy(json.get("leadership_policy")) : LeadershipPolicy.NONE,
        placementFreeze);
  }

  private static ReplicaSet decodeSet(JsonNode json) {
    List<Integer> nodes = new ArrayList<>();
    arrayField(json, "replica_set").forEach(n -> nodes.add(asInt(n, "'replica_set'")));
    return new ReplicaSet(
        u32(json, "version"),
        ReplicationProperty.parse(string(json, "replication")),
        nodes,
        optionalU64(json, "modified_at").orElse(0),
        stringMap(json, "context"));
  }

  private static LeadershipPolicy decodePolicy(JsonNode json) {
    Optional<LeadershipPolicy.Affinity> affinity = Optional.empty();
    if (has(json, "affinity")) {
      JsonNode a = json.get("affinity");
      affinity =
          Optional.of(
              has(a, "Node")
                  ? new LeadershipPolicy.Affinity.OnNode(asInt(a.get("Node"), "'Node'"))
                  : new LeadershipPolicy.Affinity.In(asString(field(a, "Location"), "'Location'")));
    }
    return new LeadershipPolicy(freeze(json), affinity);
  }

  private static Optional<String> freeze(JsonNode policy) {
    return has(policy, "freeze") ? Optional.of(stringOr(policy.get("freeze"), "reason", "")) : Optional.empty();
  }
}
