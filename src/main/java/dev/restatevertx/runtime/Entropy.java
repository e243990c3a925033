package dev.restatevertx.runtime;

import dev.restatevertx.base.Ulid;

/** Random bits that nobody outside can guess. Not thread-safe unless an implementation says so. */
public interface Entropy {
  /** 64 random bits. */
  long nextLong();

  /** A ULID of this moment; two of one millisecond are in no particular order. */
  Ulid ulid();
}
