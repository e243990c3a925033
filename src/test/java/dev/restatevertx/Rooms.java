package dev.restatevertx;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of packages in {@code docs/architecture.md}: which room may use which. */
final class Rooms {
  private static final String ROOT = "dev.restatevertx.";

  /** Open to all that are not pure; {@code base} is open to all. */
  private static final Set<String> COMMON = Set.of("runtime", "config", "telemetry");

  /** Neither Vert.x, RocksDB, the network, files, threads, clocks nor randomness. */
  private static final Set<String> PURE = Set.of(
      "base", "schema", "protocol", "journal", "invocation", "cluster", "partition", "membership.core", "metadata.core",
      "log.core", "invoker.core");

  /** What each room names in the table; it may also use what those name. */
  private static final Map<String, List<String>> USES = table();

  private Rooms() {}

  private static Map<String, List<String>> table() {
    Map<String, List<String>> uses = new LinkedHashMap<>();
    uses.put("base", List.of());
    uses.put("runtime", List.of());
    uses.put("config", List.of());
    uses.put("telemetry", List.of("runtime"));
    uses.put("rocks", List.of("config"));
    uses.put("schema", List.of("invocation"));
    uses.put("protocol", List.of());
    uses.put("invocation", List.of());
    uses.put("journal", List.of("protocol", "invocation"));
    uses.put("cluster", List.of());
    uses.put("fabric", List.of("cluster"));
    uses.put("membership", List.of("membership.core", "fabric", "metadata"));
    uses.put("membership.core", List.of("cluster"));
    uses.put("metadata", List.of("metadata.core", "cluster", "schema", "fabric", "rocks"));
    uses.put("metadata.core", List.of("cluster"));
    uses.put("metadata.server", List.of("metadata"));
    uses.put("log", List.of("log.core", "metadata", "fabric"));
    uses.put("log.core", List.of("cluster"));
    uses.put("log.server", List.of("log", "rocks"));
    uses.put("partition", List.of("journal", "schema"));
    uses.put("partition.store", List.of("partition", "rocks"));
    uses.put("endpoint", List.of("protocol", "schema"));
    uses.put("invoker", List.of("invoker.core", "endpoint", "journal"));
    uses.put("invoker.core", List.of("journal", "schema"));
    uses.put("routing", List.of("cluster", "fabric", "journal"));
    uses.put("worker", List.of("partition.store", "log", "invoker", "routing"));
    uses.put("ingress", List.of("routing", "schema", "metadata"));
    uses.put("query", List.of("schema", "metadata", "routing"));
    uses.put("admin", List.of("routing", "endpoint", "query", "log", "membership"));
    uses.put("objectstore", List.of());
    uses.put("ctl", List.of("fabric", "cluster"));
    uses.put("node", List.of("worker", "ingress", "admin", "log.server", "metadata.server", "objectstore", "ctl"));
    return uses;
  }

  /** The room of a package: the longest one that it lies in; empty if the table knows none. */
  static Optional<String> of(String packageName) {
    if (!packageName.startsWith(ROOT)) {
      return Optional.empty();
    }
    String inside = packageName.substring(ROOT.length());
    return USES.keySet().stream()
        .filter(room -> inside.equals(room) || inside.startsWith(room + "."))
        .max(Comparator.comparingInt(String::length));
  }

  static boolean isPure(String room) {
    return PURE.contains(room);
  }

  /** Whether {@code room} is the pure core of {@code other}. */
  static boolean isCoreOf(String room, String other) {
    return room.equals(other + ".core");
  }

  static boolean mayUse(String room, String other) {
    if (room.equals(other) || other.equals("base")) {
      return true;
    }
    if (COMMON.contains(other)) {
      return !isPure(room) && (!COMMON.contains(room) || reachable(room).contains(other));
    }
    return reachable(room).contains(other);
  }

  private static Set<String> reachable(String room) {
    Set<String> reached = new LinkedHashSet<>();
    collect(room, reached);
    return reached;
  }

  private static void collect(String room, Set<String> reached) {
    for (String used : USES.getOrDefault(room, List.of())) {
      if (reached.add(used)) {
        collect(used, reached);
      }
    }
  }
}
