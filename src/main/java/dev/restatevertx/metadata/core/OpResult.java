package dev.restatevertx.metadata.core;

import java.util.Optional;

/** How an operation on the register ended. */
public sealed interface OpResult {
  /** What a read found; a tombstone counts as nothing. */
  record Read(Optional<Entry> entry) implements OpResult {}

  /** A write is durable on a majority. */
  record Written(Entry entry) implements OpResult {}

  /** A write was not made because of {@code current}, or because a delete found nothing to do. */
  record NotWritten(String reason, boolean failed, Optional<Entry> current) implements OpResult {}

  /** A write may or may not have been made, now or later. */
  record Unknown(String reason) implements OpResult {}

  /** Nothing was done. */
  record Unavailable(String reason) implements OpResult {}
}
