package dev.restatevertx.config;

import java.util.Comparator;

/**
 * Something to tell about a value.
 *
 * @param origin where the value was given
 * @param text what there is to say, with the key
 */
record Finding(Origin origin, String text) implements Comparable<Finding> {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::origin).thenComparing(Finding::text);

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** The finding after the place that it is about. */
  @Override
  public String toString() {
    return origin.place() + ": " + text;
  }
}
