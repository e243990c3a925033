package dev.restatevertx.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names that keys had in older versions of the original. They work in every source; a source that gives both must give
 * the same.
 */
final class OldSpellings {
  /** From an old path, or its beginning if it ends with a dot, to the new one. The first that fits counts. */
  private static final List<Map.Entry<String, String>> RENAMED =
      List.of(
          Map.entry("metadata-store-client.address", "metadata-client.addresses"),
          Map.entry(
              "metadata-store-client.metadata-store-client-backoff-policy.", "metadata-client.backoff-policy."),
          Map.entry("metadata-store-client.", "metadata-client."),
          Map.entry("metadata-client.address", "metadata-client.addresses"),
          Map.entry("metadata-store.", "metadata-server."),
          Map.entry("bifrost.replicated-loglet.default-replication-property", "default-replication"),
          Map.entry("bifrost.replicated-loglet.default-log-replication", "default-replication"),
          Map.entry("bootstrap-num-partitions", "default-num-partitions"),
          Map.entry("worker.bootstrap-num-partitions", "default-num-partitions"),
          Map.entry("allow-bootstrap", "auto-provision"),
          Map.entry("admin.advertised-admin-endpoint", "admin.advertised-address"),
          Map.entry("ingress.advertised-ingress-endpoint", "ingress.advertised-address"),
          Map.entry("storage-high-priority-bg-threads", "rocksdb-high-priority-threads"),
          Map.entry("storage-low-priority-bg-threads", "rocksdb-low-priority-threads"));

  private OldSpellings() {}

  /** Renames the old keys of one source in place and reports contradictions. */
  static void rename(Source source, List<String> errors, List<String> notes) {
    for (Map.Entry<String, RawValue> given : new ArrayList<>(source.values().entrySet())) {
      String old = given.getKey();
      String current = currentName(old);
      if (!current.equals(old)) {
        RawValue raw = given.getValue();
        RawValue other = source.values().get(current);
        source.values().remove(old);
        if (other == null) {
          source.values().put(current, raw);
          notes.add(raw.origin().place() + ": " + old + " is an old spelling of " + current);
        } else if (!sameValue(raw, other)) {
          errors.add(
              "%s: %s: expected the same value as its new spelling %s (%s), which is %s, but got %s; remove one of them"
                  .formatted(
                      raw.origin().place(), old, current, other.origin().place(), other.text(), raw.text()));
        }
      }
    }
  }

  private static String currentName(String path) {
    for (Map.Entry<String, String> renamed : RENAMED) {
      String old = renamed.getKey();
      if (path.equals(old)) {
        return renamed.getValue();
      }
      if (old.endsWith(".") && path.startsWith(old)) {
        return renamed.getValue() + path.substring(old.length());
      }
    }
    return path;
  }

  /** A list of one counts as the same as its element. */
  private static boolean sameValue(RawValue a, RawValue b) {
    return asList(a.value()).equals(asList(b.value()));
  }

  private static List<?> asList(Object value) {
    return value instanceof List<?> list ? list : List.of(value);
  }
}
