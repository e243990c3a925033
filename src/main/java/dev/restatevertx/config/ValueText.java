package dev.restatevertx.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * Values typed into flags and environment variables: TOML where that is possible, lists also without quotes, else plain
 * text.
 */
final class ValueText {
  private ValueText() {}

  static RawValue parse(String text, Origin origin) {
    return new RawValue(value(text.strip()), text.strip(), origin);
  }

  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    boolean number = text.matches("[+-]?\\d[\\d_]*(\\.\\d+)?");
    boolean structured = text.startsWith("[") || text.startsWith("{") || text.startsWith("\"") || text.startsWith("'");
    if (!number && !structured) {
      return text;
    }
    TomlParseResult toml = Toml.parse("v = " + text);
    if (!toml.hasErrors() && toml.size() == 1) {
      Object value = toml.get("v");
      return value == null ? text : plain(value);
    }
    if (text.startsWith("[") && text.endsWith("]")) {
      return Arrays.stream(text.substring(1, text.length() - 1).split(",", -1))
          .map(String::strip)
          .filter(part -> !part.isEmpty())
          .map(ValueText::value)
          .toList();
    }
    return text;
  }

  /** TOML values as plain Java values. */
  static Object plain(Object value) {
    return switch (value) {
      case TomlArray array -> {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
          list.add(plain(array.get(i)));
        }
        yield list;
      }
      case TomlTable table -> {
        Map<String, Object> map = new LinkedHashMap<>();
        table.entrySet().forEach(e -> map.put(e.getKey(), plain(e.getValue())));
        yield map;
      }
      case Long n -> n;
      case Double n -> n;
      case Boolean b -> b;
      default -> value.toString();
    };
  }
}
