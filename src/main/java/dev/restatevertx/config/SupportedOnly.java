package dev.restatevertx.config;

import java.util.Set;

/** Kinds of components of which there is one here, under the names by which configurations call it. */
final class SupportedOnly {
  /** Metadata lives in the nodes with role {@code metadata-server}. */
  static final Type<String> METADATA_CLIENT =
      oneKind(
          Set.of("replicated", "embedded"),
          "\"replicated\" (metadata is kept by the nodes with role metadata-server; etcd, object stores and other"
              + " external metadata stores are not supported)");

  static final Type<String> METADATA_SERVER =
      oneKind(
          Set.of("replicated", "raft", "local", "embedded"),
          "\"replicated\" (the only kind of metadata server that is supported)");

  /** Also a single node's log is a replicated one, with one copy. */
  static final Type<String> LOG_PROVIDER =
      oneKind(
          Set.of("replicated"),
          "\"replicated\" (the only log provider that is supported; with default-replication = 1 it serves a single"
              + " node as the local provider would)");

  private SupportedOnly() {}

  private static Type<String> oneKind(Set<String> names, String expected) {
    return Type.of(
        raw -> {
          if (raw.value() instanceof String name && names.contains(name)) {
            return "replicated";
          }
          throw raw.expected(expected);
        },
        Types::quoted);
  }
}
