package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import java.util.List;
import java.util.Optional;

/** Walks over rows of the store, a few at a time at first, more the further it goes. */
final class StoreCursor {
  private static final int FIRST_CHUNK = 16;
  private static final int LARGEST_CHUNK = 1024;

  private final StoreReader store;
  private final Bytes to;
  private int chunk = FIRST_CHUNK;
  private Bytes from;
  private List<StoredRow> rows = List.of();
  private int at;
  private boolean more = true;

  StoreCursor(StoreReader store, Bytes from, Bytes to) {
    this.store = store;
    this.from = from;
    this.to = to;
  }

  Optional<StoredRow> peek() {
    if (at == rows.size() && more) {
      StoredRows next = store.scan(from, to, chunk);
      rows = next.rows();
      more = next.more() && !rows.isEmpty();
      at = 0;
      chunk = Math.min(LARGEST_CHUNK, 4 * chunk);
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
