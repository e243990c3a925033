package dev.restatevertx.ingress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path and query of a request, normalised: several leading slashes are one, trailing ones are dropped.
 *
 * @param query without the question mark; empty when there is none, which is told from an empty one
 * @param segments what stands between the slashes, as it came; at least one, which may be empty
 */
record RequestTarget(String path, Optional<String> query, List<String> segments) {
  /** Before the target is read. */
  static final RequestTarget NONE = new RequestTarget("/", Optional.empty(), List.of(""));

  private static final int SEGMENTS_MIN = 2;
  private static final int SEGMENTS_MAX = 7;

  /** Reads a request target in origin or absolute form. */
  static RequestTarget parse(String uri) {
    String text = PercentDecoding.utf8OfBytes(uri);
    int start = text.startsWith("/") ? 0 : pathOfAbsoluteForm(text);
    int question = text.indexOf('?', start);
    int end = question < 0 ? text.length() : question;
    while (start + 1 < end && text.charAt(start + 1) == '/') {
      start++;
    }
    while (end - 1 > start && text.charAt(end - 1) == '/') {
      end--;
    }
    String path = start < end ? text.substring(start, end) : "/";
    Optional<String> query = question < 0 ? Optional.empty() : Optional.of(text.substring(question + 1));
    return new RequestTarget(path, query, split(path));
  }

  /** Whether the path can be that of anything. */
  boolean plausible() {
    return segments.size() >= SEGMENTS_MIN && segments.size() <= SEGMENTS_MAX;
  }

  /** What the handler sees of it. */
  String pathAndQuery() {
    return query.isPresent() ? path + '?' + query.get() : path;
  }

  /** The first value of a query parameter; the case of its name does not matter. */
  Optional<String> parameter(String name) {
    if (query.isEmpty()) {
      return Optional.empty();
    }
    String text = query.get();
    int from = 0;
    while (from <= text.length()) {
      int to = text.indexOf('&', from);
      int end = to < 0 ? text.length() : to;
      int equals = text.indexOf('=', from);
      int nameEnd = equals < 0 || equals > end ? end : equals;
      if (PercentDecoding.query(text.substring(from, nameEnd)).equalsIgnoreCase(name)) {
        return Optional.of(nameEnd == end ? "" : PercentDecoding.query(text.substring(nameEnd + 1, end)));
      }
      from = end + 1;
    }
    return Optional.empty();
  }

  private static int pathOfAbsoluteForm(String text) {
    int authority = text.indexOf("://");
    int slash = authority < 0 ? -1 : text.indexOf('/', authority + 3);
    return slash < 0 ? text.length() : slash;
  }

  private static List<String> split(String path) {
    List<String> segments = new ArrayList<>(SEGMENTS_MAX + 1);
    int from = 1;
    // What exceeds the limit is refused by its count alone.
    while (from > 0 && segments.size() <= SEGMENTS_MAX) {
      int to = path.indexOf('/', from);
      segments.add(path.substring(from, to < 0 ? path.length() : to));
      from = to + 1;
    }
    return segments;
  }
}
