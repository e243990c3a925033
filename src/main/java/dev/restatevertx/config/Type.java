package dev.restatevertx.config;

import java.util.function.Function;

/** A kind of configuration value: how it is read and how it is written in TOML. */
interface Type<T> {
  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException "Expected …, but got …" if it is of another kind
   */
  T parse(RawValue raw);

  /** The value in TOML, or the empty text if it is written by leaving it out. */
  String toToml(T value);

  static <T> Type<T> of(Function<RawValue, T> parse, Function<T, String> toToml) {
    return new Type<>() {
      @Override
      public T parse(RawValue raw) {
        return parse.apply(raw);
      }

      @Override
      public String toToml(T value) {
        return toToml.apply(value);
      }
    };
  }
}
