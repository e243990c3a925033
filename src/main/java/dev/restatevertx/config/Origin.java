package dev.restatevertx.config;

/**
 * Where a value was given.
 *
 * @param place for messages: {@code node.toml:12}, {@code environment variable RESTATE_ROLES}, {@code flag --roles}
 * @param exactText whether the value's text is what was typed, so that a number may as well be meant as text
 */
record Origin(String place, boolean exactText) {
  static Origin file(String file, int line) {
    return new Origin(file + ":" + line, false);
  }

  static Origin variable(String name) {
    return new Origin("environment variable " + name, true);
  }

  static Origin flag(String name) {
    return new Origin("flag " + name, true);
  }
}
