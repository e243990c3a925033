package dev.restatevertx.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartitioningTest {
  private static final BigInteger KEYS = BigInteger.TWO.pow(64);

  @Test
  void onePartitionHasAllKeys() {
    assertEquals(KeyRange.FULL, Partitioning.rangeOf(0, 1));
    assertEquals(0, Partitioning.partitionOf(-1, 1));
  }

  @Test
  void rangesOfTwentyFourPartitions() {
    assertEquals(new KeyRange(0, 0x0AAAAAAAAAAAAAAAL), Partitioning.rangeOf(0, 24));
    assertEquals(new KeyRange(0x0AAAAAAAAAAAAAABL, 0x1555555555555555L), Partitioning.rangeOf(1, 24));
    assertEquals(new KeyRange(0xF555555555555556L, -1), Partitioning.rangeOf(23, 24));
  }

  @Property
  void rangesAreTheDefinitionInBigNumbers(
      @ForAll @IntRange(min = 1, max = Partitioning.MAX_PARTITIONS) int n, @ForAll @IntRange(max = 65_534) int at) {
    int partition = at % n;
    KeyRange range = Partitioning.rangeOf(partition, n);
    assertEquals(ceilStart(partition, n).longValue(), range.start());
    assertEquals(ceilStart(partition + 1, n).subtract(BigInteger.ONE).longValue(), range.end());
    assertEquals(partition, Partitioning.partitionOf(range.start(), n));
    assertEquals(partition, Partitioning.partitionOf(range.end(), n));
  }

  @Property
  void everyKeyLiesInTheRangeOfItsPartition(
      @ForAll long key, @ForAll @IntRange(min = 1, max = Partitioning.MAX_PARTITIONS) int n) {
    int partition = Partitioning.partitionOf(key, n);
    assertTrue(Partitioning.rangeOf(partition, n).contains(key));
    assertFalse(n > 1 && Partitioning.rangeOf((partition + 1) % n, n).contains(key));
  }

  @Test
  void badNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Partitioning.rangeOf(0, 0));
    assertThrows(IllegalArgumentException.class, () -> Partitioning.rangeOf(0, 65_536));
    assertThrows(IllegalArgumentException.class, () -> Partitioning.rangeOf(3, 3));
    assertThrows(IllegalArgumentException.class, () -> new KeyRange(-1, 0));
  }

  private static BigInteger ceilStart(long partition, int n) {
    BigInteger divisor = BigInteger.valueOf(n);
    return KEYS.multiply(BigInteger.valueOf(partition)).add(divisor).subtract(BigInteger.ONE).divide(divisor);
  }
}
