package dev.restatevertx.log.core;

import dev.restatevertx.base.Check;
import java.util.SortedSet;

/**
 * The log servers that may hold records of a loglet, and what makes a quorum of them. Sets of members are bit masks of
 * their positions.
 */
public final class Nodeset {
  private static final int MEMBERS_MAX = 64;

  private final int[] nodes;
  private final int copies;

  /**
   * @param nodes node ids, 1 to 64 of them
   * @param copies how many nodes must hold a record before it is committed
   */
  public Nodeset(SortedSet<Integer> nodes, int copies) {
    Check.argument(
        copies >= 1 && copies <= nodes.size() && nodes.size() <= MEMBERS_MAX,
        "Expected a nodeset of 1 to %s nodes with room for %s copies, but got %s",
        MEMBERS_MAX,
        copies,
        nodes);
    this.nodes = nodes.stream().mapToInt(Integer::intValue).toArray();
    this.copies = copies;
  }

  public int size() {
    return nodes.length;
  }

  /** The node id at a position. */
  public int node(int position) {
    return nodes[position];
  }

  /** Whether a record that these members hold is committed. */
  public boolean isWriteQuorum(long members) {
    return Long.bitCount(members) >= copies;
  }

  /** Whether these members intersect every write quorum. */
  public boolean isFMajority(long members) {
    return Long.bitCount(members) >= nodes.length - copies + 1;
  }

  /** Whether a write quorum exists without these members. */
  public boolean isWritableWithout(long members) {
    return nodes.length - Long.bitCount(members) >= copies;
  }

  /** All members. */
  long all() {
    return -1L >>> (Long.SIZE - nodes.length);
  }

  static long bit(int position) {
    return 1L << position;
  }
}
