package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import java.util.List;
import java.util.Optional;

/** Walks over rows of the store, a few at a time. */
final class StoreCursor {
  private static final int CHUNK = 256;

  private final StoreReader store;
  private final Bytes to;
  private final int chunk;
  private Bytes from;
  private List<StoredRow> rows = List.of();
  private int at;
  private boolean exhausted;

  StoreCursor(StoreReader store, Bytes from, Bytes to, int expected) {
    this.store = store;
    this.from = from;
    this.to = to;
    // One more than expected, so that an overlay that hides a row does not make us ask again.
    this.chunk = Math.min(CHUNK, Math.max(2, expected) + 1);
  }

  Optional<StoredRow> peek() {
    if (at == rows.size() && !exhausted) {
      rows = store.scan(from, to, chunk);
      at = 0;
      exhausted = rows.size() < chunk;
      if (!rows.isEmpty()) {
        from = Keys.next(rows.getLast().key());
      }
    }
    return at < rows.size() ? Optional.of(rows.get(at)) : Optional.empty();
  }

  void skip() {
    at++;
  }
}
