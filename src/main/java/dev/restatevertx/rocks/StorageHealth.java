package dev.restatevertx.rocks;

import java.util.Optional;

/** Whether a store works. */
public interface StorageHealth {
  /** What went wrong; empty while it works. Once there it stays until the store has been reopened. */
  Optional<StorageException> fault();
}
