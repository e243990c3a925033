package dev.restatevertx.ingress;

import dev.restatevertx.invocation.Header;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a handler sees of a request's headers, and how the door reads them. */
final class HandlerHeaders {
  private static final String PATH = "x-restate-ingress-path";

  /** From this many headers on, repeated names are looked for in a set. */
  private static final int FEW = 32;

  private HandlerHeaders() {}

  /**
   * The path first, then the first value of every header, names in lower case, without those that concern the
   * connection or the door.
   *
   * @throws Refusal if a value is not visible ASCII
   */
  static List<Header> of(MultiMap headers, String pathAndQuery) {
    List<Header> result = new ArrayList<>(headers.size() + 1);
    result.add(new Header(PATH, pathAndQuery));
    Set<String> seen = headers.size() > FEW ? new HashSet<>() : Set.of();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      switch (name) {
        case "connection", "host", "idempotency-key", "idempotency-expires" -> {}
        default -> {
          boolean first = headers.size() > FEW ? seen.add(name) : !contains(result, name);
          if (first) {
            result.add(new Header(name, visible(name, header.getValue())));
          }
        }
      }
    }
    return result;
  }

  /**
   * A header's first value.
   *
   * @throws Refusal if it is not visible ASCII
   */
  static Optional<String> value(MultiMap headers, CharSequence name) {
    return Optional.ofNullable(headers.get(name)).map(value -> visible(name, value));
  }

  private static boolean contains(List<Header> headers, String name) {
    // The first one is the door's own, which a caller's header of that name does not replace.
    for (int i = 1; i < headers.size(); i++) {
      if (headers.get(i).name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static String visible(CharSequence name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c > '~')) {
        throw Refusal.badRequest("bad header " + name + ": expected visible ASCII characters only");
      }
    }
    return value;
  }
}
