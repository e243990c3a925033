package dev.restatevertx.node;

import java.util.Optional;

/** Something that a role provides once it has started. */
final class Provided<T> {
  private final String what;
  private volatile Optional<T> value = Optional.empty();

  Provided(String what) {
    this.what = what;
  }

  void set(T provided) {
    value = Optional.of(provided);
  }

  /** The value. @throws StartException if the role that provides it has not started */
  T get() {
    return value.orElseThrow(() -> new StartException("Expected " + what + " to have started, but it has not"));
  }

  Optional<T> current() {
    return value;
  }
}
