package dev.restatevertx.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LogChainTest {
  private static Loglet loglet(int segment) {
    return new Loglet.Replicated(
        Loglet.logletId(3, segment),
        new GenerationalNodeId(1, 1 + segment),
        ReplicationProperty.nodes(1),
        new TreeSet<>(List.of(1)));
  }

  private final LogChain chain = LogChain.first(loglet(0)).extend(10, loglet(1)).extend(20, loglet(2));

  @Test
  void findsTheSegmentOfAnLsn() {
    assertEquals(0, chain.find(0).index());
    assertEquals(0, chain.find(9).index());
    assertEquals(1, chain.find(10).index());
    assertEquals(2, chain.find(99).index());
  }

  @Test
  void anEmptyLastSegmentIsReplaced() {
    LogChain extended = chain.extend(20, loglet(3));
    assertEquals(List.of(0, 1, 3), extended.segments().stream().map(Segment::index).toList());
    assertEquals(20, extended.tail().baseLsn());
  }

  @Test
  void anExtensionNeverGoesBack() {
    assertThrows(IllegalArgumentException.class, () -> chain.extend(19, loglet(3)));
  }

  @Test
  void trimmingCutsWholeSegmentsOnly() {
    assertSame(chain, chain.trimPrefix(8));
    assertEquals(10, chain.trimPrefix(9).segments().getFirst().baseLsn());
    assertEquals(10, chain.trimPrefix(18).segments().getFirst().baseLsn());
    assertEquals(20, chain.trimPrefix(1000).segments().getFirst().baseLsn());
  }

  @Test
  void logletIdsShowLogAndSegment() {
    assertEquals(77309411328L, Loglet.logletId(18, 0));
    assertEquals("9_8", Loglet.text(Loglet.logletId(9, 8)));
  }
}
