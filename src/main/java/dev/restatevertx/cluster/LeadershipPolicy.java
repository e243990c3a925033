package dev.restatevertx.cluster;

import java.util.Optional;

/**
 * Rules for a partition's leader.
 *
 * @param freeze why the leader must stay where it is
 * @param affinity where it should be
 */
public record LeadershipPolicy(Optional<String> freeze, Optional<Affinity> affinity) {
  /** No rule. */
  public static final LeadershipPolicy NONE = new LeadershipPolicy(Optional.empty(), Optional.empty());

  /** A place for a leader. */
  public sealed interface Affinity {
    /** One node. */
    record OnNode(int nodeId) implements Affinity {}

    /** A location, {@code region[.zone]}. */
    record In(String location) implements Affinity {}
  }
}
