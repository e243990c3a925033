package dev.restatevertx.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** The values of one source by their dotted paths. Tables are taken apart: only what is no table stands here. */
final class Source {
  private final SequencedMap<String, RawValue> values = new LinkedHashMap<>();

  void put(String path, RawValue raw) {
    if (raw.value() instanceof Map<?, ?> table) {
      table.forEach((name, value) -> put(path + "." + name, raw.part(value)));
    } else {
      values.put(path, raw);
    }
  }

  SequencedMap<String, RawValue> values() {
    return values;
  }
}
