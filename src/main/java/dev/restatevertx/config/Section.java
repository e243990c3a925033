package dev.restatevertx.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/**
 * A table of the configuration, through which its keys are declared and read in one: a call of {@link #get} or {@link
 * #find} says that the key exists, what kind of value it has and what it is when not given. What is declared is known,
 * is checked, and stands in the dump.
 */
final class Section {
  private final Binding binding;
  private final String path;
  private final boolean effective;

  private Section(Binding binding, String path, boolean effective) {
    this.binding = binding;
    this.path = path;
    this.effective = effective;
  }

  static Section root(Binding binding) {
    return new Section(binding, "", true);
  }

  Section section(String name) {
    binding.declareSection(pathOf(name));
    return new Section(binding, pathOf(name), effective);
  }

  /** The same table; keys declared through it have no effect yet, and whoever gives one is told so. */
  Section later() {
    return new Section(binding, path, false);
  }

  /** A key with a default. */
  <T> T get(String name, Type<T> type, T fallback) {
    T value = read(name, type).orElse(fallback);
    binding.show(path, name, type.toToml(value));
    return value;
  }

  /** Replaces what the dump says of a key, where more than the key decides. */
  <T> void show(String name, Type<T> type, T effectiveValue) {
    binding.show(path, name, type.toToml(effectiveValue));
  }

  /** A key without a default. */
  <T> Optional<T> find(String name, Type<T> type) {
    Optional<T> value = read(name, type);
    value.ifPresent(v -> binding.show(path, name, type.toToml(v)));
    return value;
  }

  /** The value of a key that is declared elsewhere, if it is given. */
  <T> Optional<T> peek(String name, Type<T> type) {
    return read(name, type);
  }

  /** A key without a default whose value is not shown in the dump. */
  Optional<String> findSecret(String name) {
    Optional<String> value = read(name, Types.TEXT);
    value.ifPresent(_ -> binding.hide(path, name));
    return value;
  }

  /** A count without a default. */
  OptionalInt findCount(String name) {
    return find(name, Types.LIMIT).orElse(OptionalInt.empty());
  }

  /** A table of texts, whose default is kept where the same name is not given. */
  SequencedMap<String, String> getMap(String name, SequencedMap<String, String> fallback) {
    SequencedMap<String, String> merged = new LinkedHashMap<>(fallback);
    read(name, Types.TEXT_MAP).ifPresent(merged::putAll);
    merged.forEach((key, value) -> binding.show(pathOf(name), key, Types.quoted(value)));
    return Collections.unmodifiableSequencedMap(merged);
  }

  /** Makes a key known that is not looked at here. */
  void declare(String name) {
    binding.declare(pathOf(name));
  }

  boolean isGiven(String name) {
    return binding.raw(pathOf(name)).isPresent();
  }

  /** Reports something wrong that concerns a key, at the place where it was given. */
  void error(String name, String message) {
    binding.error(pathOf(name), message);
  }

  private <T> Optional<T> read(String name, Type<T> type) {
    return binding.read(pathOf(name), type, effective);
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
