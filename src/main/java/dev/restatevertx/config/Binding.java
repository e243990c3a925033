package dev.restatevertx.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was given, what has been declared, and what came out: errors, warnings, notes and the dump. */
final class Binding {
  private static final Origin NOWHERE = new Origin("configuration", 0, false);

  private final NavigableMap<String, RawValue> given;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> consumed = new LinkedHashSet<>();
  private final Set<String> sections = new TreeSet<>();
  private final NavigableSet<Finding> errors = new TreeSet<>();
  private final NavigableSet<Finding> notes = new TreeSet<>();
  private final Map<String, Map<String, String>> shown = new LinkedHashMap<>();

  Binding(Map<String, RawValue> given) {
    this.given = new TreeMap<>(given);
  }

  void declareSection(String path) {
    sections.add(path);
  }

  void declare(String path) {
    known.add(path);
  }

  /** The value given for a path; what was given below it makes up a table. */
  Optional<RawValue> raw(String path) {
    RawValue leaf = given.get(path);
    if (leaf != null) {
      consumed.add(path);
      return Optional.of(leaf);
    }
    NavigableMap<String, RawValue> below = given.subMap(path + ".", true, path + "/", false);
    if (below.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> table = new LinkedHashMap<>();
    below.forEach((key, raw) -> table.put(key.substring(path.length() + 1), raw.value()));
    consumed.addAll(below.keySet());
    return Optional.of(RawValue.of(table, below.firstEntry().getValue().origin()));
  }

  <T> Optional<T> read(String path, Type<T> type, boolean effective) {
    known.add(path);
    Optional<RawValue> raw = raw(path);
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    try {
      T value = type.parse(raw.get());
      if (!effective) {
        notes.add(new Finding(raw.get().origin(), path + " is accepted and has no effect yet"));
      }
      return Optional.of(value);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      error(path, message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1));
      return Optional.empty();
    }
  }

  void error(String path, String message) {
    Origin origin = raw(path).map(RawValue::origin).orElse(NOWHERE);
    errors.add(new Finding(origin, path + ": " + message));
  }

  /** Adds a line to the dump; an empty value is written by leaving it out. */
  void show(String section, String name, String toml) {
    if (!toml.isEmpty()) {
      String key = name.matches("[A-Za-z0-9_-]+") ? name : Types.quoted(name);
      shown.computeIfAbsent(section, _ -> new LinkedHashMap<>()).put(key, key + " = " + toml);
    }
  }

  void hide(String section, String name) {
    shown.computeIfAbsent(section, _ -> new LinkedHashMap<>()).put(name, "# " + name + " is given and not shown");
  }

  /** Everything wrong, to be asked after all keys have been declared. */
  List<String> errors() {
    NavigableSet<Finding> all = new TreeSet<>(errors);
    unknown()
        .forEach(
            (path, raw) -> {
              if (sections.contains(path)) {
                all.add(new Finding(raw.origin(), path + ": expected a table, but got " + raw.text()));
              }
            });
    return texts(all);
  }

  /** A warning for each key given that nobody declared. */
  List<String> warnings() {
    NavigableSet<Finding> warnings = new TreeSet<>();
    unknown()
        .forEach(
            (path, raw) -> {
              if (!sections.contains(path)) {
                String hint = NearestName.of(path, known).map(n -> "; did you mean " + n + "?").orElse("");
                warnings.add(new Finding(raw.origin(), path + " is no known key and is ignored" + hint));
              }
            });
    return texts(warnings);
  }

  List<String> notes() {
    return texts(notes);
  }

  /** All effective values in TOML: top-level keys, then one table after the other in the order of their declaration. */
  String dump() {
    StringBuilder text = new StringBuilder();
    shown.getOrDefault("", Map.of()).values().forEach(line -> text.append(line).append('\n'));
    shown.forEach(
        (section, lines) -> {
          if (!section.isEmpty()) {
            text.append("\n[").append(section).append("]\n");
            lines.values().forEach(line -> text.append(line).append('\n'));
          }
        });
    return text.toString();
  }

  private static List<String> texts(NavigableSet<Finding> findings) {
    return findings.stream().map(Finding::toString).toList();
  }

  private Map<String, RawValue> unknown() {
    Map<String, RawValue> unknown = new TreeMap<>(given);
    unknown.keySet().removeAll(known);
    unknown.keySet().removeAll(consumed);
    return unknown;
  }
}
