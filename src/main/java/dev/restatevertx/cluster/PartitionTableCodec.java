package dev.restatevertx.cluster;

import static dev.restatevertx.cluster.MetadataJson.arrayField;
import static dev.restatevertx.cluster.MetadataJson.asInt;
import static dev.restatevertx.cluster.MetadataJson.asPair;
import static dev.restatevertx.cluster.MetadataJson.field;
import static dev.restatevertx.cluster.MetadataJson.has;
import static dev.restatevertx.cluster.MetadataJson.intField;
import static dev.restatevertx.cluster.MetadataJson.object;
import static dev.restatevertx.cluster.MetadataJson.pair;
import static dev.restatevertx.cluster.MetadataJson.u32;
import static dev.restatevertx.cluster.MetadataJson.u64;
import static dev.restatevertx.cluster.MetadataJson.unsigned;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.KeyRange;
import java.util.OptionalInt;
import java.util.TreeMap;

/** {@link PartitionTable} as restatectl reads it. */
public final class PartitionTableCodec implements MetadataCodec<PartitionTable> {
  public static final PartitionTableCodec INSTANCE = new PartitionTableCodec();

  private PartitionTableCodec() {}

  @Override
  public long version(PartitionTable value) {
    return value.version();
  }

  @Override
  public PartitionTable stamped(PartitionTable value, long version, long epochMillis) {
    return new PartitionTable(version, value.partitions(), value.replication());
  }

  @Override
  public Bytes encode(PartitionTable value) {
    ObjectNode json = object();
    json.set("version", unsigned(value.version()));
    json.put("num_partitions", value.count());
    ArrayNode partitions = json.putArray("partitions");
    value.partitions().forEach((id, partition) -> {
      ObjectNode p = object();
      OptionalInt logId = partition.logId();
      p.set("log_id", logId.isPresent() ? IntNode.valueOf(logId.getAsInt()) : NullNode.getInstance());
      ObjectNode range = p.putObject("key_range");
      range.set("start", unsigned(partition.keyRange().start()));
      range.set("end", unsigned(partition.keyRange().end()));
      p.putNull("db_name");
      p.putNull("cf_name");
      partitions.add(pair(IntNode.valueOf(id), p));
    });
    json.set("replication", encode(value.replication()));
    return MetadataJson.encode(json);
  }

  private static JsonNode encode(PartitionReplication replication) {
    return switch (replication) {
      case PartitionReplication.Everywhere() -> TextNode.valueOf("everywhere");
      case PartitionReplication.Limit(ReplicationProperty property) -> {
        ObjectNode json = object();
        if (property.copies().size() == 1) {
          json.put("limit", property.copyCount());
        } else {
          json.put("limit", property.toString());
        }
        yield json;
      }
    };
  }

  @Override
  public PartitionTable decode(Bytes bytes) {
    return MetadataJson.checked("a partition table", () -> decode(MetadataJson.decode(bytes)));
  }

  private static PartitionTable decode(JsonNode json) {
    TreeMap<Integer, PartitionEntry> partitions = new TreeMap<>();
    if (has(json, "partitions")) {
      for (JsonNode entry : arrayField(json, "partitions")) {
        asPair(entry, "'partitions'");
        JsonNode p = entry.get(1);
        JsonNode range = field(p, "key_range");
        OptionalInt logId = has(p, "log_id") ? OptionalInt.of(intField(p, "log_id")) : OptionalInt.empty();
        partitions.put(
            asInt(entry.get(0), "'partitions'"),
            new PartitionEntry(new KeyRange(u64(range, "start"), u64(range, "end")), logId));
      }
    }
    PartitionReplication replication =
        has(json, "replication")
            ? decodeReplication(json.get("replication"))
            : new PartitionReplication.Limit(ReplicationProperty.nodes(1));
    return new PartitionTable(u32(json, "version"), partitions, replication);
  }

  private static PartitionReplication decodeReplication(JsonNode json) {
    if (json.isTextual() && json.textValue().equals("everywhere")) {
      return new PartitionReplication.Everywhere();
    }
    JsonNode limit = field(json, "limit");
    return new PartitionReplication.Limit(ReplicationProperty.parse(limit.asText()));
  }
}
