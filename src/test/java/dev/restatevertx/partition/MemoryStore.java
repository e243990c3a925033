package dev.restatevertx.partition;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.partition.state.OverlayWrite;
import dev.restatevertx.partition.state.StoreBatch;
import dev.restatevertx.partition.state.StoreMiss;
import dev.restatevertx.partition.state.StoreReader;
import dev.restatevertx.partition.state.StoredRow;
import dev.restatevertx.partition.state.StoredRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A store in memory. It can be told to miss everything once before it answers. */
public final class MemoryStore implements StoreReader {
  private final TreeMap<Bytes, Bytes> rows = new TreeMap<>();
  private final Set<StoreMiss.Wanted> loaded = new HashSet<>();
  private boolean missing;
  private long misses;

  /** From now on every question is a miss, until {@link #load} was called for it. */
  public void missFirst() {
    missing = true;
  }

  public void load(StoreMiss miss) {
    loaded.add(miss.wanted());
    misses++;
  }

  public long misses() {
    return misses;
  }

  public SortedMap<Bytes, Bytes> rows() {
    return rows;
  }

  /** Applies a write in one piece. */
  public void write(OverlayWrite write) {
    write.encode(
        new StoreBatch() {
          @Override
          public void put(byte[] key, byte[] value) {
            rows.put(Bytes.wrap(key), Bytes.wrap(value));
          }

          @Override
          public void delete(byte[] key) {
            rows.remove(Bytes.wrap(key));
          }
        });
    loaded.clear();
  }

  @Override
  public Optional<Bytes> get(Bytes key) {
    need(new StoreMiss.Wanted.Row(key));
    return Optional.ofNullable(rows.get(key));
  }

  @Override
  public StoredRows scan(Bytes from, Bytes to, int limit) {
    need(new StoreMiss.Wanted.Rows(from, to, limit));
    List<StoredRow> found = new ArrayList<>();
    for (Map.Entry<Bytes, Bytes> row : rows.subMap(from, to).entrySet()) {
      if (found.size() == limit) {
        return new StoredRows(found, true);
      }
      found.add(new StoredRow(row.getKey(), row.getValue()));
    }
    return new StoredRows(found, false);
  }

  private void need(StoreMiss.Wanted wanted) {
    if (missing && !loaded.contains(wanted)) {
      throw new StoreMiss(wanted);
    }
  }
}
