package dev.restatevertx.partition.state;

/**
 * When an overlay has to be written to the store.
 *
 * @param dirtyRows changed rows that may wait
 * @param bytes estimated bytes of all rows in memory
 */
public record OverlayLimits(int dirtyRows, long bytes) {
  /** Small enough for a short write, large enough for most of an invocation's life to pass between two. */
  public static final OverlayLimits DEFAULT = new OverlayLimits(1024, 2L << 20);
}
