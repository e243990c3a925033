package dev.restatevertx.metadata;

/** What must hold for a write to take place. */
public sealed interface Precondition {
  Precondition NONE = new None();
  Precondition DOES_NOT_EXIST = new DoesNotExist();

  /** Nothing. */
  record None() implements Precondition {}

  /** The key has no value. */
  record DoesNotExist() implements Precondition {}

  /** The key's value has this version. */
  record MatchesVersion(long version) implements Precondition {}
}
