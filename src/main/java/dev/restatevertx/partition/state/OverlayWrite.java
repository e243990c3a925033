package dev.restatevertx.partition.state;

import dev.restatevertx.partition.codec.ByteWriter;
import java.util.List;
import java.util.Optional;

/**
 * What the overlay held at one point of the log and the store did not: rows, and the progress of that very point.
 * Immutable but for its rows' bookkeeping, which only the overlay looks at: any thread may encode it.
 */
public final class OverlayWrite {
  private final List<Change<?>> changes;
  private final Progress progress;

  /** A row as it was when the write began. */
  record Change<V>(Row<V> row, Optional<V> value) {}

  OverlayWrite(List<Change<?>> changes, Progress progress) {
    this.changes = changes;
    this.progress = progress;
  }

  /** How many rows are written or deleted. */
  public int rows() {
    return changes.size();
  }

  /** The point of the log that the store stands at once this is written. */
  public Progress progress() {
    return progress;
  }

  /** Puts all changes into a batch. */
  public void encode(StoreBatch batch) {
    ByteWriter out = new ByteWriter(4096);
    for (Change<?> change : changes) {
      encode(change, out, batch);
    }
    Tables.PROGRESS.encode(out, progress);
    batch.put(Keys.progress().toByteArray(), out.takeCopy());
  }

  private static <V> void encode(Change<V> change, ByteWriter out, StoreBatch batch) {
    byte[] key = change.row.key.toByteArray();
    if (change.value.isPresent()) {
      change.row.table.encode(out, change.value.get());
      batch.put(key, out.takeCopy());
    } else {
      batch.delete(key);
    }
  }

  List<Change<?>> changes() {
    return changes;
  }
}
