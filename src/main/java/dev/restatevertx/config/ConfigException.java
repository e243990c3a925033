package dev.restatevertx.config;

import java.util.List;

/** The configuration cannot be used. The message has one line for each thing that is wrong. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> errors;

  public ConfigException(List<String> errors) {
    super(String.join(System.lineSeparator(), errors));
    this.errors = List.copyOf(errors);
  }

  /** What is wrong, each with its place, key, what was expected and what came. */
  public List<String> errors() {
    return errors;
  }
}
