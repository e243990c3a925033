package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.Check;
import dev.restatevertx.partition.state.Table.Access;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The state of a partition: an overlay of decoded rows above the store.
 *
 * <p><b>Write-behind.</b> Changes gather in the overlay over many commands. A write takes all of them together with the
 * {@link Progress} of that very point, and the store applies it in one piece: what the store holds is always the state at
 * one point of the log, and the log brings back what came after. A row that came and went between two writes never
 * reaches the store.
 *
 * <pre>
 *   beginWrite() -> encode and write, on any thread -> writeCompleted() or writeFailed()
 * </pre>
 *
 * Written rows stay for reading, until they have not been used for two writes.
 *
 * <p><b>Transactions.</b> Between {@link #begin} and {@link #commit} the former content of each changed row is kept, so
 * that {@link #rollback} leaves no trace of a command that could not be applied to its end.
 *
 * <p>Not thread-safe: everything happens on the partition's loop.
 */
public final class PartitionState {
  private final StoreReader store;
  private final OverlayLimits limits;
  private final List<Map<Bytes, Row<?>>> tables = new ArrayList<>();
  private final List<Undo<?>> undo = new ArrayList<>();
  private final Wholes wholes = new Wholes();

  private Progress progress;
  private Progress progressBefore;
  private long transaction = 1;
  private boolean inTransaction;

  private List<Row<?>> dirty = new ArrayList<>();
  private List<Row<?>> clean = new ArrayList<>();
  private int dirtyCount;
  private long bytes;

  /** What was left after the last write: growth counts from here. */
  private long bytesKept;

  private long generation = 2;
  private Optional<OverlayWrite> writing = Optional.empty();
  private Progress written;

  /** A row with its key, as a scan gives it. */
  public record Entry<V>(Bytes key, V value) {}

  /** What a row was before this transaction. */
  private record Undo<V>(Row<V> row, Optional<V> value, boolean dirty, boolean mapped) {}

  /**
   * The state as the store has it.
   *
   * @throws StoreMiss if the store has to load its progress first
   */
  public PartitionState(StoreReader store, OverlayLimits limits) {
    this.store = store;
    this.limits = limits;
    for (Table<?> table : Tables.ALL) {
      Check.that(table.index() == tables.size(), "Expected table %s at its index", table);
      tables.add(table.access() == Access.ORDERED ? new TreeMap<>() : new LinkedHashMap<>());
    }
    progress = store.get(Keys.progress()).map(Tables.PROGRESS::decode).orElse(Progress.NONE);
    progressBefore = progress;
    written = progress;
  }

  /** How far the partition has come. */
  public Progress progress() {
    return progress;
  }

  /** How far the store has come; the log has to keep what comes after. */
  public Progress written() {
    return written;
  }

  public void progress(Progress changed) {
    progress = changed;
  }

  /**
   * The row under a key.
   *
   * @throws StoreMiss if it has to be loaded first
   */
  public <V> Optional<V> get(Table<V> table, Bytes key) {
    Optional<Row<V>> held = held(table, key);
    if (held.isPresent()) {
      Row<V> row = held.get();
      row.usedIn = generation;
      return row.value;
    }
    Optional<V> value = store.get(key).map(table::decode);
    if (value.isPresent() || table.access() == Access.POINT_OFTEN_ABSENT) {
      Row<V> row = map(new Row<>(table, key));
      row.stored = value.isPresent();
      bytes += row.set(value);
      list(row);
    }
    return value;
  }

  /** Writes a row, whether or not there is one under this key. */
  public <V> void put(Table<V> table, Bytes key, V value) {
    change(table, key, true, Optional.of(value));
  }

  /** Writes a row under a key that is known to have none: it needs no deletion in the store if it goes again soon. */
  public <V> void insert(Table<V> table, Bytes key, V value) {
    change(table, key, false, Optional.of(value));
  }

  /** Removes the row under a key, whether or not there is one. */
  public <V> void delete(Table<V> table, Bytes key) {
    change(table, key, true, Optional.empty());
  }

  /**
   * The first {@code limit} rows of a table from {@code from} (inclusive) to {@code to} (exclusive), in key order.
   *
   * @throws StoreMiss if they have to be loaded first
   */
  public <V> List<Entry<V>> scan(Table<V> table, Bytes from, Bytes to, int limit) {
    List<Entry<V>> found = new ArrayList<>();
    if (limit > 0) {
      scan(
          table,
          from,
          to,
          entry -> {
            found.add(entry);
            return found.size() < limit;
          });
    }
    return found;
  }

  /**
   * Shows the rows of a table from {@code from} (inclusive) to {@code to} (exclusive), in key order, until
   * {@code visitor} says no. The visitor changes nothing.
   *
   * @throws StoreMiss if they have to be loaded first
   */
  public <V> void scan(Table<V> table, Bytes from, Bytes to, Predicate<Entry<V>> visitor) {
    StoreCursor below = new StoreCursor(store, from, to);
    Iterator<Row<?>> above = heldBetween(table, from, to);
    Optional<Row<V>> next = advance(above);
    boolean goOn = true;
    while (goOn) {
      Optional<StoredRow> stored = below.peek();
      if (next.isPresent() && (stored.isEmpty() || next.get().key.compareTo(stored.get().key()) <= 0)) {
        Row<V> row = next.get();
        if (stored.isPresent() && row.key.equals(stored.get().key())) {
          below.skip();
        }
        goOn = row.value.isEmpty() || visitor.test(new Entry<>(row.key, row.value.get()));
        next = advance(above);
      } else if (stored.isPresent()) {
        goOn = visitor.test(new Entry<>(stored.get().key(), table.decode(stored.get().value())));
        below.skip();
      } else {
        goOn = false;
      }
    }
  }

  /**
   * Shows all rows of a table whose keys begin with {@code prefix}, in key order, until {@code visitor} says no. The
   * visitor changes nothing. When they are few they stay in memory, and the next time the store is not asked.
   *
   * @throws StoreMiss if they have to be loaded first
   */
  public <V> void scanPrefix(Table<V> table, Bytes prefix, Predicate<Entry<V>> visitor) {
    Bytes end = Keys.after(prefix);
    if (wholes.use(prefix, generation)) {
      Iterator<Row<?>> rows = heldBetween(table, prefix, end);
      boolean goOn = true;
      for (Optional<Row<V>> row = advance(rows); goOn && row.isPresent(); row = advance(rows)) {
        row.get().usedIn = generation;
        goOn = row.get().value.isEmpty() || visitor.test(new Entry<>(row.get().key, row.get().value.get()));
      }
      return;
    }
    List<Entry<V>> seen = new ArrayList<>();
    boolean[] stopped = {false};
    scan(
        table,
        prefix,
        end,
        entry -> {
          seen.add(entry);
          stopped[0] = !visitor.test(entry);
          return !stopped[0];
        });
    if (!stopped[0] && seen.size() <= Wholes.MAX_ROWS) {
      seen.forEach(entry -> hold(table, entry));
      wholes.add(prefix, generation);
    }
  }

  /** Begins to keep what is needed to undo changes. */
  public void begin() {
    Check.that(!inTransaction, "Expected no transaction, but one is open");
    inTransaction = true;
    transaction++;
    progressBefore = progress;
  }

  /** Keeps all changes since {@link #begin}. */
  public void commit() {
    inTransaction = false;
    undo.clear();
  }

  /** Takes all changes since {@link #begin} back. */
  public void rollback() {
    for (int i = undo.size() - 1; i >= 0; i--) {
      restore(undo.get(i));
    }
    undo.clear();
    progress = progressBefore;
    inTransaction = false;
  }

  /** Whether there is anything the store does not have. */
  public boolean hasUnwritten() {
    return progress.appliedLsn() != written.appliedLsn();
  }

  /** Whether so much waits that it should be written now. */
  public boolean writeDue() {
    return writing.isEmpty() && full(1);
  }

  /** Whether so much waits that nothing more should be applied until a write has completed. */
  public boolean overfull() {
    return full(4);
  }

  /** Whether a write is on its way; only one can be. */
  public boolean isWriting() {
    return writing.isPresent();
  }

  /** Rows changed and not written. */
  public int dirtyRows() {
    return dirtyCount;
  }

  /** Estimated bytes in memory. */
  public long bytes() {
    return bytes;
  }

  /** Takes everything that the store does not have. Followed by {@link #writeCompleted} or {@link #writeFailed}. */
  public OverlayWrite beginWrite() {
    Check.that(writing.isEmpty(), "Expected no write on its way, but there is one");
    Check.that(!inTransaction, "Expected no transaction, but one is open");
    List<OverlayWrite.Change<?>> changes = new ArrayList<>(dirtyCount);
    for (Row<?> row : dirty) {
      if (row.dirty) {
        row.dirty = false;
        row.stored = true;
        changes.add(capture(row));
      }
    }
    dirty = new ArrayList<>();
    dirtyCount = 0;
    OverlayWrite write = new OverlayWrite(changes, progress);
    writing = Optional.of(write);
    return write;
  }

  /** The write has reached the store; rows that nobody has used for a while are dropped from memory. */
  public void writeCompleted(OverlayWrite write) {
    endWrite(write);
    written = write.progress();
    for (OverlayWrite.Change<?> change : write.changes()) {
      if (!change.row().dirty && change.row().value.isEmpty()) {
        change.row().stored = false;
      }
      list(change.row());
    }
    generation++;
    evict();
  }

  /** The write did not reach the store: all of it waits again. */
  public void writeFailed(OverlayWrite write) {
    endWrite(write);
    for (OverlayWrite.Change<?> change : write.changes()) {
      markDirty(change.row());
    }
  }

  private void endWrite(OverlayWrite write) {
    Check.that(writing.isPresent() && writing.get() == write, "Expected the end of the write on its way");
    writing = Optional.empty();
  }

  private boolean full(int times) {
    return dirtyCount >= limits.dirtyRows() * times || bytes - bytesKept >= limits.bytes() * times;
  }

  private <V> void change(Table<V> table, Bytes key, boolean mayBeStored, Optional<V> value) {
    Check.that(inTransaction, "Expected a transaction, but none is open");
    Optional<Row<V>> held = held(table, key);
    Row<V> row = held.isPresent() ? held.get() : new Row<>(table, key);
    if (row.savedBy != transaction) {
      row.savedBy = transaction;
      undo.add(new Undo<>(row, row.value, row.dirty, held.isPresent()));
    }
    if (held.isEmpty()) {
      row.stored = mayBeStored;
      map(row);
    }
    row.usedIn = generation;
    bytes += row.set(value);
    if (value.isPresent() || row.stored) {
      markDirty(row);
    } else {
      markClean(row);
      forget(row);
    }
  }

  /** Keeps a row that was read from the store. */
  private <V> void hold(Table<V> table, Entry<V> entry) {
    if (held(table, entry.key()).isEmpty()) {
      Row<V> row = map(new Row<>(table, entry.key()));
      row.stored = true;
      bytes += row.set(Optional.of(entry.value()));
      list(row);
    }
  }

  /** A row that is neither here nor in the store. */
  private void forget(Row<?> row) {
    if (row.table.access() == Access.POINT_OFTEN_ABSENT) {
      list(row);
    } else {
      unmap(row);
    }
  }

  private <V> void restore(Undo<V> saved) {
    Row<V> row = saved.row;
    row.savedBy = 0;
    boolean mapped = tables.get(row.table.index()).get(row.key) == row;
    if (saved.mapped && !mapped) {
      map(row);
    }
    bytes += row.set(saved.value);
    if (saved.dirty) {
      markDirty(row);
    } else {
      markClean(row);
    }
    if (!saved.mapped && mapped) {
      unmap(row);
      // The store may have a row under this key, that the one of the transaction stood for.
      wholes.lost(row.key);
    }
  }

  private void markDirty(Row<?> row) {
    if (!row.dirty) {
      row.dirty = true;
      dirtyCount++;
      dirty.add(row);
      if (dirty.size() > 2 * (dirtyCount + limits.dirtyRows())) {
        dirty.removeIf(one -> !one.dirty);
      }
    }
  }

  private void markClean(Row<?> row) {
    if (row.dirty) {
      row.dirty = false;
      dirtyCount--;
    }
  }

  private void list(Row<?> row) {
    if (!row.listed) {
      row.listed = true;
      row.usedIn = Math.max(row.usedIn, generation - 1);
      clean.add(row);
    }
  }

  private void evict() {
    List<Row<?>> kept = new ArrayList<>();
    boolean tight = bytes > limits.bytes();
    for (Row<?> row : clean) {
      boolean mapped = tables.get(row.table.index()).get(row.key) == row;
      if (row.dirty || !mapped) {
        row.listed = false;
      } else if (tight || row.usedIn < generation - 2 || isSpent(row)) {
        row.listed = false;
        unmap(row);
        if (row.value.isPresent()) {
          wholes.lost(row.key);
        }
      } else {
        kept.add(row);
      }
    }
    clean = kept;
    wholes.forgetUnused(generation - 2);
    bytesKept = bytes;
  }

  /** Whether nobody is likely to ask for a row soon: it says that there is none, or that something is over. */
  private static boolean isSpent(Row<?> row) {
    if (row.value.isEmpty()) {
      return row.table.access() != Access.POINT_OFTEN_ABSENT;
    }
    return row.table == Tables.EXPIRY
        || (row.value.get() instanceof InvocationRow invocation
            && invocation.status() instanceof InvocationStatus.Completed);
  }

  private <V> Row<V> map(Row<V> row) {
    tables.get(row.table.index()).put(row.key, row);
    bytes += row.weight;
    row.usedIn = generation;
    return row;
  }

  private void unmap(Row<?> row) {
    tables.get(row.table.index()).remove(row.key);
    bytes -= row.weight;
  }

  // A map of tables holds only rows of its own table.
  @SuppressWarnings("unchecked")
  private <V> Optional<Row<V>> held(Table<V> table, Bytes key) {
    return Optional.ofNullable((Row<V>) tables.get(table.index()).get(key));
  }

  private Iterator<Row<?>> heldBetween(Table<?> table, Bytes from, Bytes to) {
    if (!(tables.get(table.index()) instanceof NavigableMap<Bytes, Row<?>> ordered)) {
      throw new IllegalArgumentException("Expected a table in key order, but got " + table);
    }
    return ordered.subMap(from, true, to, false).values().iterator();
  }

  private static <V> OverlayWrite.Change<V> capture(Row<V> row) {
    return new OverlayWrite.Change<>(row, row.value);
  }

  @SuppressWarnings("unchecked")
  private static <V> Optional<Row<V>> advance(Iterator<Row<?>> rows) {
    return rows.hasNext() ? Optional.of((Row<V>) rows.next()) : Optional.empty();
  }
}
