package dev.restatevertx.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restatevertx.base.Bytes;
import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The common form of metadata values: one codec byte, then JSON whose numbers are exact up to 2^64 - 1. Fields that are
 * not known are ignored, as restatectl does.
 */
public final class MetadataJson {
  /** The codec byte of plain JSON. */
  public static final byte JSON = 5;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MetadataJson() {}

  /** Codec byte and JSON. */
  public static Bytes encode(JsonNode json) {
    byte[] text = Bytes.utf8(text(json)).toByteArray();
    byte[] out = new byte[text.length + 1];
    out[0] = JSON;
    System.arraycopy(text, 0, out, 1, text.length);
    return Bytes.wrap(out);
  }

  /**
   * The JSON object of a value.
   *
   * @throws MetadataFormatException for another codec, bad JSON or anything but an object
   */
  public static JsonNode decode(Bytes bytes) {
    if (bytes.isEmpty() || bytes.at(0) != JSON) {
      throw new MetadataFormatException(
          "Expected metadata in codec 5 (JSON), but got " + (bytes.isEmpty() ? "nothing" : "codec " + bytes.at(0)));
    }
    return parse(bytes.slice(1, bytes.length()).toUtf8());
  }

  static JsonNode parse(String text) {
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MetadataFormatException("Expected JSON, but got: " + e.getOriginalMessage(), e);
    }
    if (!json.isObject()) {
      throw new MetadataFormatException("Expected a JSON object, but got " + json.getNodeType());
    }
    return json;
  }

  static String text(JsonNode json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a JSON tree to be writable", e);
    }
  }

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static ArrayNode array() {
    return NODES.arrayNode();
  }

  /** An unsigned number. */
  static JsonNode unsigned(long value) {
    return value >= 0 ? LongNode.valueOf(value) : BigIntegerNode.valueOf(new BigInteger(Long.toUnsignedString(value)));
  }

  static JsonNode unsignedOrNull(OptionalLong value) {
    return value.isPresent() ? unsigned(value.getAsLong()) : NullNode.getInstance();
  }

  /** A map with number keys: an array of pairs. */
  static ArrayNode pair(JsonNode key, JsonNode value) {
    return array().add(key).add(value);
  }

  static ObjectNode strings(Map<String, String> map) {
    ObjectNode json = object();
    map.forEach(json::put);
    return json;
  }

  static JsonNode field(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new MetadataFormatException("Expected the field '" + name + "', but it is missing");
    }
    return value;
  }

  /** Whether the field is there and not null. */
  static boolean has(JsonNode json, String name) {
    return json.hasNonNull(name);
  }

  static String string(JsonNode json, String name) {
    return asString(field(json, name), "'" + name + "'");
  }

  static String stringOr(JsonNode json, String name, String absent) {
    return has(json, name) ? string(json, name) : absent;
  }

  static String asString(JsonNode value, String what) {
    if (!value.isTextual()) {
      throw new MetadataFormatException("Expected a string for " + what + ", but got " + value.getNodeType());
    }
    return value.textValue();
  }

  static long u64(JsonNode json, String name) {
    return asU64(field(json, name), "'" + name + "'");
  }

  static OptionalLong optionalU64(JsonNode json, String name) {
    return has(json, name) ? OptionalLong.of(u64(json, name)) : OptionalLong.empty();
  }

  static long u32(JsonNode json, String name) {
    return range(u64(json, name), 0xffff_ffffL, "'" + name + "'");
  }

  static int intField(JsonNode json, String name) {
    return (int) range(u64(json, name), Integer.MAX_VALUE, "'" + name + "'");
  }

  static int asInt(JsonNode value, String what) {
    return (int) range(asU64(value, what), Integer.MAX_VALUE, what);
  }

  static long asU64(JsonNode value, String what) {
    if (!value.isIntegralNumber()) {
      throw new MetadataFormatException("Expected a whole number for " + what + ", but got " + value.getNodeType());
    }
    BigInteger n = value.bigIntegerValue();
    if (n.signum() < 0 || n.bitLength() > 64) {
      throw new MetadataFormatException("Expected 0 to 2^64 - 1 for " + what + ", but got " + n);
    }
    return n.longValue();
  }

  private static long range(long value, long max, String what) {
    if (value < 0 || value > max) {
      throw new MetadataFormatException(
          "Expected at most " + max + " for " + what + ", but got " + Long.toUnsignedString(value));
    }
    return value;
  }

  static JsonNode arrayField(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.isArray()) {
      throw new MetadataFormatException("Expected an array for '" + name + "', but got " + value.getNodeType());
    }
    return value;
  }

  /** Checks that a value is a pair. */
  static JsonNode asPair(JsonNode value, String what) {
    if (!value.isArray() || value.size() != 2) {
      throw new MetadataFormatException("Expected pairs for " + what + ", but got " + value.getNodeType());
    }
    return value;
  }

  static SortedMap<String, String> stringMap(JsonNode json, String name) {
    TreeMap<String, String> map = new TreeMap<>();
    if (has(json, name)) {
      for (Map.Entry<String, JsonNode> e : json.get(name).properties()) {
        map.put(e.getKey(), asString(e.getValue(), "'" + name + "." + e.getKey() + "'"));
      }
    }
    return map;
  }

  /** Runs a decoder; what its records refuse is a format error too. */
  static <T> T checked(String what, Supplier<T> decoder) {
    try {
      return decoder.get();
    } catch (IllegalArgumentException e) {
      throw new MetadataFormatException("Expected " + what + ", but: " + e.getMessage(), e);
    }
  }
}
