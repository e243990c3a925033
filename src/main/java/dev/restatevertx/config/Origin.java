package dev.restatevertx.config;

import java.util.Comparator;

/**
 * Where a value was given. The order is that in which people look for it.
 *
 * @param source for messages: {@code node.toml}, {@code environment variable RESTATE_ROLES}, {@code flag --roles}
 * @param line in the source, 0 if it has none
 * @param exactText whether the value's text is what was typed, so that a number may as well be meant as text
 */
record Origin(String source, int line, boolean exactText) implements Comparable<Origin> {
  private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::source).thenComparingInt(Origin::line);

  static Origin file(String file, int line) {
    return new Origin(file, line, false);
  }

  static Origin variable(String name) {
    return new Origin("environment variable " + name, 0, true);
  }

  static Origin flag(String name) {
    return new Origin("flag " + name, 0, true);
  }

  /** The place as messages begin with it. */
  String place() {
    return line == 0 ? source : source + ":" + line;
  }

  @Override
  public int compareTo(Origin other) {
    return ORDER.compare(this, other);
  }
}
