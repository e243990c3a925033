package dev.restatevertx.metadata.core;

/** What must hold for a write to take place. */
public sealed interface Condition {
  /** Nothing. */
  record None() implements Condition {}

  /** The key has no value. */
  record DoesNotExist() implements Condition {}

  /** The key's value has this version. */
  record MatchesVersion(long version) implements Condition {}
}
