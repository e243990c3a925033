package dev.restatevertx.metadata.server;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.metadata.core.StoreRows;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A disk in memory that can be made to fail; what it holds survives the server on it. */
public final class MemoryDisk implements RegisterDisk {
  private final TreeMap<Bytes, Bytes> rows = new TreeMap<>();
  private boolean broken;
  private boolean losesTheAnswer;
  private int syncs;

  /** From now on writes fail and write nothing. */
  public synchronized void breakDown() {
    broken = true;
  }

  /** The next write takes place, but fails. */
  public synchronized void loseTheNextAnswer() {
    losesTheAnswer = true;
  }

  public synchronized void heal() {
    broken = false;
  }

  /** How many writes were made durable. */
  public synchronized int syncs() {
    return syncs;
  }

  @Override
  public synchronized SortedMap<Bytes, Bytes> readAll() {
    return new TreeMap<>(rows);
  }

  @Override
  public synchronized void write(List<StoreRows.Write> writes) {
    if (broken) {
      throw new IllegalStateException("The disk is broken");
    }
    for (StoreRows.Write write : writes) {
      if (write.clearEntries()) {
        rows.subMap(StoreRows.entriesFrom(), StoreRows.entriesTo()).clear();
      }
      write.rows().forEach(row -> rows.put(row.key(), row.value()));
    }
    syncs++;
    if (losesTheAnswer) {
      losesTheAnswer = false;
      throw new IllegalStateException("The disk gave no answer");
    }
  }

  @Override
  public synchronized boolean reopen() {
    return !broken;
  }
}
