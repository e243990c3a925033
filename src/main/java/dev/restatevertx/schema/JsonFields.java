package dev.restatevertx.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the fields of a JSON object with precise complaints. A field that is null counts as absent. All methods throw
 * {@link JsonShapeException} for values of the wrong kind.
 */
public final class JsonFields {
  /** Durations in milliseconds are cut here: the largest whole number that JSON carries everywhere. */
  private static final long MAX_MILLIS = (1L << 53) - 1;

  private final JsonNode node;
  private final String path;

  private JsonFields(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /** The fields of a whole document, which has to be an object. */
  public static JsonFields of(JsonNode document) {
    return of(document, "");
  }

  private static JsonFields of(JsonNode node, String path) {
    if (!node.isObject()) {
      throw new JsonShapeException(path, "expected an object, but got " + shown(node));
    }
    return new JsonFields(node, path);
  }

  /** Refuses all fields but these. */
  public JsonFields only(Set<String> names) {
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!names.contains(name)) {
        throw new JsonShapeException(
            path, "unknown field `" + name + "`, expected one of `" + String.join("`, `", new TreeSet<>(names)) + "`");
      }
    }
    return this;
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** The exception for a field that has to be there. */
  public JsonShapeException missing(String name) {
    return new JsonShapeException(path, "missing field `" + name + "`");
  }

  /** The exception for the value of a field. */
  public JsonShapeException wrong(String name, String message) {
    return new JsonShapeException(pathOf(name), message);
  }

  public Optional<String> string(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isTextual()) {
                throw wrong(name, "expected a string, but got " + shown(value));
              }
              return value.textValue();
            });
  }

  public Optional<Boolean> bool(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw wrong(name, "expected true or false, but got " + shown(value));
              }
              return value.booleanValue();
            });
  }

  /** A whole number from {@code min} up. Larger than a long is cut to the largest one. */
  public Optional<Long> wholeNumber(String name, long min) {
    return value(name)
        .map(
            value -> {
              boolean fits = value.isIntegralNumber() && value.bigIntegerValue().signum() >= 0;
              long number = fits && !value.canConvertToLong() ? Long.MAX_VALUE : value.longValue();
              if (!fits || number < min) {
                throw wrong(name, "expected a whole number of at least " + min + ", but got " + shown(value));
              }
              return number;
            });
  }

  /** As {@link #wholeNumber}, cut to the largest int. */
  public OptionalInt integer(String name, int min) {
    return wholeNumber(name, min)
        .map(number -> OptionalInt.of((int) Math.min(number, Integer.MAX_VALUE)))
        .orElse(OptionalInt.empty());
  }

  public Optional<Double> number(String name, double min) {
    return value(name)
        .map(
            value -> {
              if (!value.isNumber() || value.doubleValue() < min) {
                throw wrong(name, "expected a number of at least " + min + ", but got " + shown(value));
              }
              return value.doubleValue();
            });
  }

  /** A duration in whole milliseconds. */
  public Optional<Duration> millis(String name) {
    return wholeNumber(name, 0).map(millis -> Duration.ofMillis(Math.min(millis, MAX_MILLIS)));
  }

  /** One of the words that are the map's keys. */
  public <T> Optional<T> word(String name, Map<String, T> words) {
    return string(name)
        .map(
            text -> {
              T value = words.get(text);
              if (value == null) {
                throw wrong(
                    name,
                    "unknown variant `" + text + "`, expected one of `"
                        + String.join("`, `", new TreeSet<>(words.keySet())) + "`");
              }
              return value;
            });
  }

  /** An object whose values are strings; absent is empty. */
  public SortedMap<String, String> strings(String name) {
    TreeMap<String, String> strings = new TreeMap<>();
    object(name)
        .ifPresent(
            fields -> {
              for (String key : (Iterable<String>) fields.node::fieldNames) {
                strings.put(key, fields.string(key).orElseThrow(() -> fields.wrong(key, "expected a string")));
              }
            });
    return strings;
  }

  public Optional<JsonFields> object(String name) {
    return value(name).map(value -> of(value, pathOf(name)));
  }

  /** An array of objects. */
  public Optional<List<JsonFields>> objects(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isArray()) {
                throw wrong(name, "expected an array, but got " + shown(value));
              }
              List<JsonFields> objects = new ArrayList<>();
              for (int i = 0; i < value.size(); i++) {
                objects.add(of(value.get(i), pathOf(name) + "[" + i + "]"));
              }
              return objects;
            });
  }

  /** The value of a field as it is. */
  public Optional<JsonNode> value(String name) {
    return has(name) ? Optional.of(node.get(name)) : Optional.empty();
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
