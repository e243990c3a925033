package dev.restatevertx.cluster;

import dev.restatevertx.base.Check;

/** Versions of metadata values: 1 to 2^32 - 1. */
public final class Versions {
  public static final long FIRST = 1;
  public static final long LAST = 0xffff_ffffL;

  private Versions() {}

  static void check(long version) {
    Check.argument(version >= FIRST && version <= LAST, "Expected a version from 1 to 2^32 - 1, but got %s", version);
  }
}
