package dev.restatevertx.cluster;

import dev.restatevertx.base.Check;
import java.util.OptionalLong;

/**
 * One link of a log's chain: the records from {@code baseLsn} up to the next segment's.
 *
 * @param baseLsn the LSN of the loglet's offset 1
 * @param index unique in the chain, ascending, from 0
 * @param createdAt a {@link HybridTime}, when known
 */
public record Segment(long baseLsn, int index, OptionalLong createdAt, Loglet loglet) {
  public Segment {
    Check.argument(baseLsn >= 1, "Expected a base LSN above 0, but got %s", baseLsn);
    Check.argument(index >= 0, "Expected a segment index from 0, but got %s", index);
  }
}
