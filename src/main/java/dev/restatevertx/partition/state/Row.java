package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import java.util.Optional;

/** A row in the overlay. It speaks for its key, whatever the store has. */
final class Row<V> {
  /** What a row weighs beside its key and value. */
  private static final int WEIGHT = 160;

  final Table<V> table;
  final Bytes key;

  /** Empty: there is no such row, and if the store has one it is to be deleted. */
  Optional<V> value = Optional.empty();

  /** Whether the store has to be told. */
  boolean dirty;

  /** Whether the store has a row under this key, or may have one, or may get one by a write that is on its way. */
  boolean stored;

  /** Whether the row is among those that are looked at for eviction. */
  boolean listed;

  /** The generation in which it was last used. */
  long usedIn;

  /** The transaction that keeps this row's former content. */
  long savedBy;

  int weight;

  Row(Table<V> table, Bytes key) {
    this.table = table;
    this.key = key;
    this.weight = WEIGHT + key.length();
  }

  /** Sets the value; answers by how much the weight has changed. */
  int set(Optional<V> changed) {
    value = changed;
    int before = weight;
    weight = WEIGHT + key.length() + (changed.isPresent() ? table.weight(changed.get()) : 0);
    return weight - before;
  }
}
