package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import java.util.Optional;

/**
 * The store below the overlay. What can be had without waiting is answered; otherwise {@link StoreMiss} names what has
 * to be loaded first.
 */
public interface StoreReader {
  /**
   * The row under a key.
   *
   * @throws StoreMiss if it has to be loaded first
   */
  Optional<Bytes> get(Bytes key);

  /**
   * Rows from {@code from} (inclusive) to {@code to} (exclusive), in key order: as many as {@code limit}, fewer when
   * they are large, at least one unless there is none.
   *
   * @throws StoreMiss if they have to be loaded first
   */
  StoredRows scan(Bytes from, Bytes to, int limit);
}
