package dev.restatevertx.metadata.core;

/**
 * One store of one node.
 *
 * @param nodeId from 1
 * @param storeId drawn at random when the store's files were made: a wiped store is another member
 */
public record Member(int nodeId, long storeId) implements Comparable<Member> {
  @Override
  public int compareTo(Member other) {
    return nodeId == other.nodeId
        ? Long.compareUnsigned(storeId, other.storeId)
        : Integer.compare(nodeId, other.nodeId);
  }

  @Override
  public String toString() {
    return "N" + nodeId + "/" + Long.toHexString(storeId);
  }
}
