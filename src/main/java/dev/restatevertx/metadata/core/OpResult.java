package dev.restatevertx.metadata.core;

import java.util.Optional;

/** How an operation on the register ended. */
public sealed interface OpResult {
  /** What a read found: nothing, a tombstone (which counts as nothing) or a value. */
  record Read(Optional<Entry> stored) implements OpResult {
    /** The entry if it has a value. */
    public Optional<Entry> entry() {
      return stored.filter(e -> !e.isTombstone());
    }
  }

  /** A write is durable on a majority. */
  record Written(Entry entry) implements OpResult {}

  /**
   * A write was not made.
   *
   * @param failed false when a delete found nothing to do
   * @param stored what was the reason
   */
  record NotWritten(String reason, boolean failed, Optional<Entry> stored) implements OpResult {}

  /** A write may or may not have been made, now or later. */
  record Unknown(String reason) implements OpResult {}

  /** Nothing was done. */
  record Unavailable(String reason) implements OpResult {}
}
