package dev.restatevertx.base;

import java.util.Locale;

/** Assertions that stay on in production. Messages say what was expected: "Expected …, but …". */
// The annotation that it asks for would be a dependency of its own.
@SuppressWarnings("AnnotateFormatMethod")
public final class Check {
  private Check() {}

  /** An invariant of our own. */
  public static void that(boolean condition, String message) {
    if (!condition) {
      throw new InvariantViolation(message);
    }
  }

  /** An invariant of our own; the message is formatted as by {@link String#format} only when it fails. */
  public static void that(boolean condition, String format, Object... args) {
    if (!condition) {
      throw new InvariantViolation(String.format(Locale.ROOT, format, args));
    }
  }

  /** A condition that the caller of a method must fulfil. */
  public static void argument(boolean condition, String format, Object... args) {
    if (!condition) {
      throw new IllegalArgumentException(args.length == 0 ? format : String.format(Locale.ROOT, format, args));
    }
  }
}
