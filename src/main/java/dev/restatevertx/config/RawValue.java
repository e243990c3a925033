package dev.restatevertx.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A value as it was given.
 *
 * @param value a String, Long, Double or Boolean, a List of these, or a Map from names to these
 * @param text the value in text, as typed where that is known
 * @param origin where it was given
 */
record RawValue(Object value, String text, Origin origin) {
  static RawValue of(Object value, Origin origin) {
    return new RawValue(value, String.valueOf(value), origin);
  }

  /** A part of this value. */
  RawValue part(Object part) {
    return of(part, origin);
  }

  /** The complaint that something else was expected. */
  IllegalArgumentException expected(String what) {
    return new IllegalArgumentException("Expected " + what + ", but got " + describe(value));
  }

  private static String describe(Object value) {
    return switch (value) {
      case String s -> '"' + s + '"';
      case List<?> list -> list.stream().map(RawValue::describe).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> e.getKey() + " = " + describe(e.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> String.valueOf(value);
    };
  }
}
