package dev.restatevertx.invoker.core;

import dev.restatevertx.base.Ulid;

/** Random numbers for what an attempt creates. */
public interface Draws {
  /** For the id of an invocation. */
  Ulid ulid();

  /** 64 random bits. */
  long bits();
}
