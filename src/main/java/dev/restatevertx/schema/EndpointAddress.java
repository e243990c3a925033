package dev.restatevertx.schema;

import dev.restatevertx.base.Check;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an endpoint is.
 *
 * @param uri absolute, {@code http} or {@code https}, with a path: {@code http://localhost:9080/}
 * @param httpVersion spoken there
 */
public record EndpointAddress(String uri, HttpVersion httpVersion) {
  public EndpointAddress {
    Check.argument(normalize(uri).equals(Optional.of(uri)), "Expected an absolute http or https URI, but got %s", uri);
  }

  /** The URI with a path, or empty if it is not an absolute one with scheme {@code http} or {@code https}. */
  public static Optional<String> normalize(String uri) {
    String lower = uri.toLowerCase(Locale.ROOT);
    int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
    if (start < 0 || start == uri.length() || !uri.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
      return Optional.empty();
    }
    int end = start;
    while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
      end++;
    }
    if (end == start || uri.indexOf('#') >= 0) {
      return Optional.empty();
    }
    boolean hasPath = end < uri.length() && uri.charAt(end) == '/';
    return Optional.of(hasPath ? uri : uri.substring(0, end) + "/" + uri.substring(end));
  }

  /** What identifies the endpoint: authority and path, neither scheme nor query. */
  public String location() {
    int start = uri.indexOf("://") + 3;
    int query = uri.indexOf('?');
    return uri.substring(start, query < 0 ? uri.length() : query);
  }

  /** Whether messages to it are encrypted. */
  public boolean secure() {
    return uri.regionMatches(true, 0, "https:", 0, 6);
  }
}
