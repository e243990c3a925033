package dev.restatevertx.cluster;

import static dev.restatevertx.cluster.MetadataJson.arrayField;
import static dev.restatevertx.cluster.MetadataJson.asInt;
import static dev.restatevertx.cluster.MetadataJson.asPair;
import static dev.restatevertx.cluster.MetadataJson.asU64;
import static dev.restatevertx.cluster.MetadataJson.field;
import static dev.restatevertx.cluster.MetadataJson.has;
import static dev.restatevertx.cluster.MetadataJson.intField;
import static dev.restatevertx.cluster.MetadataJson.object;
import static dev.restatevertx.cluster.MetadataJson.optionalU64;
import static dev.restatevertx.cluster.MetadataJson.pair;
import static dev.restatevertx.cluster.MetadataJson.string;
import static dev.restatevertx.cluster.MetadataJson.stringMap;
import static dev.restatevertx.cluster.MetadataJson.strings;
import static dev.restatevertx.cluster.MetadataJson.u32;
import static dev.restatevertx.cluster.MetadataJson.u64;
import static dev.restatevertx.cluster.MetadataJson.unsigned;
import static dev.restatevertx.cluster.MetadataJson.unsignedOrNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.restatevertx.base.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@link LogsMetadata} as restatectl reads it: a segment's parameters are a string that holds JSON. */
public final class LogsMetadataCodec implements MetadataCodec<LogsMetadata> {
  public static final LogsMetadataCodec INSTANCE = new LogsMetadataCodec();

  private static final LogProvider DEFAULT = new LogProvider.Replicated(ReplicationProperty.nodes(1), 0);

  private LogsMetadataCodec() {}

  @Override
  public long version(LogsMetadata value) {
    return value.version();
  }

  @Override
  public LogsMetadata stamped(LogsMetadata value, long version, long epochMillis) {
    OptionalLong modifiedAt = OptionalLong.of(HybridTime.ofEpochMillis(epochMillis));
    return new LogsMetadata(version, modifiedAt, value.provider(), value.chains());
  }

  @Override
  public Bytes encode(LogsMetadata value) {
    ObjectNode json = object();
    json.set("version", unsigned(value.version()));
    json.set("modified_at", unsignedOrNull(value.modifiedAt()));
    json.putObject("config").set("default_provider", encode(value.provider()));
    ArrayNode logs = json.putArray("logs");
    value.chains().forEach((logId, chain) -> logs.add(pair(IntNode.valueOf(logId), encode(chain))));
    return MetadataJson.encode(json);
  }

  private static JsonNode encode(LogProvider provider) {
    return switch (provider) {
      case LogProvider.Other(String name) -> TextNode.valueOf(name);
      case LogProvider.Replicated(ReplicationProperty replication, int size) -> {
        ObjectNode json = object();
        json.putObject("replicated")
            .put("replication_property", replication.toString())
            .put("target_nodeset_size", size);
        yield json;
      }
    };
  }

  private static ObjectNode encode(LogChain chain) {
    ObjectNode json = object();
    ArrayNode segments = json.putArray("chain");
    for (Segment segment : chain.segments()) {
      ObjectNode s = object();
      s.put("kind", kind(segment.loglet()));
      s.put("index", segment.index());
      s.set("created_at", unsignedOrNull(segment.createdAt()));
      s.put("params", MetadataJson.text(params(segment.loglet())));
      segments.add(pair(unsigned(segment.baseLsn()), s));
    }
    return json;
  }

  private static String kind(Loglet loglet) {
    return switch (loglet) {
      case Loglet.Replicated _ -> "replicated";
      case Loglet.SealMarker _ -> "sealed";
    };
  }

  private static ObjectNode params(Loglet loglet) {
    ObjectNode json = object();
    switch (loglet) {
      case Loglet.Replicated replicated -> {
        json.set("loglet_id", unsigned(replicated.logletId()));
        json.put("sequencer", replicated.sequencer().toString());
        ObjectNode replication = json.putObject("replication");
        replicated.replication().copies().forEach((scope, copies) -> replication.put(scope.text(), copies));
        ArrayNode nodeset = json.putArray("nodeset");
        replicated.nodeset().forEach(nodeset::add);
      }
      case Loglet.SealMarker marker -> {
        json.put("permanent_seal", marker.permanent());
        json.set("sealed_at", unsigned(marker.sealedAt()));
        json.set("context", strings(marker.context()));
        json.set("tail_ts", unsignedOrNull(marker.tailAt()));
      }
    }
    return json;
  }

  @Override
  public LogsMetadata decode(Bytes bytes) {
    return MetadataJson.checked("log chains", () -> decode(MetadataJson.decode(bytes)));
  }

  private static LogsMetadata decode(JsonNode json) {
    LogProvider provider = DEFAULT;
    if (has(json, "config") && has(json.get("config"), "default_provider")) {
      provider = decodeProvider(json.get("config").get("default_provider"));
    }
    TreeMap<Integer, LogChain> chains = new TreeMap<>();
    for (JsonNode entry : arrayField(json, "logs")) {
      asPair(entry, "'logs'");
      chains.put(asInt(entry.get(0), "'logs'"), decodeChain(entry.get(1)));
    }
    return new LogsMetadata(u32(json, "version"), optionalU64(json, "modified_at"), provider, chains);
  }

  private static LogProvider decodeProvider(JsonNode json) {
    if (json.isTextual()) {
      return new LogProvider.Other(json.textValue());
    }
    JsonNode replicated = field(json, "replicated");
    return new LogProvider.Replicated(
        ReplicationProperty.parse(string(replicated, "replication_property")),
        intField(replicated, "target_nodeset_size"));
  }

  private static LogChain decodeChain(JsonNode json) {
    List<Segment> segments = new ArrayList<>();
    for (JsonNode entry : arrayField(json, "chain")) {
      asPair(entry, "'chain'");
      JsonNode s = entry.get(1);
      segments.add(
          new Segment(
              asU64(entry.get(0), "a base LSN"),
              intField(s, "index"),
              optionalU64(s, "created_at"),
              decodeLoglet(string(s, "kind"), MetadataJson.parse(string(s, "params")))));
    }
    return new LogChain(segments);
  }

  private static Loglet decodeLoglet(String kind, JsonNode params) {
    return switch (kind) {
      case "replicated" -> decodeReplicated(params);
      case "sealed" ->
          new Loglet.SealMarker(
              has(params, "permanent_seal") && params.get("permanent_seal").asBoolean(),
              u64(params, "sealed_at"),
              stringMap(params, "context"),
              optionalU64(params, "tail_ts"));
      default ->
          throw new MetadataFormatException("Expected a segment of kind replicated or sealed, but got '" + kind + "'");
    };
  }

  private static Loglet.Replicated decodeReplicated(JsonNode params) {
    TreeMap<LocationScope, Integer> copies = new TreeMap<>();
    for (Map.Entry<String, JsonNode> e : field(params, "replication").properties()) {
      copies.put(LocationScope.parse(e.getKey()), asInt(e.getValue(), "'replication'"));
    }
    TreeSet<Integer> nodeset = new TreeSet<>();
    arrayField(params, "nodeset").forEach(n -> nodeset.add(asInt(n, "'nodeset'")));
    return new Loglet.Replicated(
        u64(params, "loglet_id"),
        GenerationalNodeId.parse(string(params, "sequencer")),
        new ReplicationProperty(copies),
        nodeset);
  }
}
