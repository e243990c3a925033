package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;

/** Something cannot be read without waiting for a disk: it is to be loaded elsewhere, and the reader tries again. */
public final class StoreMiss extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Wanted wanted;

  public StoreMiss(Wanted wanted) {
    super("not in memory", null, false, false);
    this.wanted = wanted;
  }

  /** What to load. */
  public Wanted wanted() {
    return wanted;
  }

  /** What a reader asked the store for. */
  public sealed interface Wanted {
    record Row(Bytes key) implements Wanted {}

    record Rows(Bytes from, Bytes to, int limit) implements Wanted {}
  }
}
