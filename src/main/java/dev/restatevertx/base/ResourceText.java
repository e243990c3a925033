package dev.restatevertx.base;

import dev.restatevertx.base.IdFormatException.Reason;

/** The frame of every resource id in text: {@code <prefix>_1<body>}. */
final class ResourceText {
  private static final char VERSION = '1';

  private ResourceText() {}

  static StringBuilder begin(String prefix, int bodyLength) {
    return new StringBuilder(prefix.length() + 2 + bodyLength).append(prefix).append('_').append(VERSION);
  }

  /** The prefix before the first underscore. */
  static String prefixOf(String text) {
    int separator = text.indexOf('_');
    if (separator < 0) {
      throw new IdFormatException(Reason.BAD_FORMAT);
    }
    return text.substring(0, separator);
  }

  /** Checks prefix and version and returns the index at which the body begins. */
  static int bodyStart(String text, String prefix) {
    int separator = text.indexOf('_');
    if (separator < 0) {
      throw new IdFormatException(Reason.BAD_FORMAT);
    }
    if (separator != prefix.length() || !text.startsWith(prefix)) {
      throw new IdFormatException(Reason.WRONG_TYPE);
    }
    if (text.length() == separator + 1) {
      throw new IdFormatException(Reason.BAD_LENGTH);
    }
    if (text.charAt(separator + 1) != VERSION) {
      throw new IdFormatException(Reason.BAD_VERSION);
    }
    return separator + 2;
  }

  /** As {@link #bodyStart(String, String)}, for a body of fixed length. */
  static int bodyStart(String text, String prefix, int bodyLength) {
    int start = bodyStart(text, prefix);
    if (text.length() != start + bodyLength) {
      throw new IdFormatException(Reason.BAD_LENGTH);
    }
    return start;
  }
}
