package dev.restatevertx.cluster;

/** What new segments are made of. */
public sealed interface LogProvider {
  /**
   * Replicated loglets.
   *
   * @param targetNodesetSize 0 to let it follow from the replication
   */
  record Replicated(ReplicationProperty replication, int targetNodesetSize) implements LogProvider {}

  /** Another provider's name ({@code local}, {@code in-memory}): kept, but no segment is made with it. */
  record Other(String name) implements LogProvider {}
}
