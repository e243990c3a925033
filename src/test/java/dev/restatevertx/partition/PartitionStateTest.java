package dev.restatevertx.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.OverlayLimits;
import dev.restatevertx.partition.state.OverlayWrite;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.state.ServiceKey;
import dev.restatevertx.partition.state.StoreMiss;
import dev.restatevertx.partition.state.Tables;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PartitionStateTest {
  private static final ServiceKey OWNER = new ServiceKey("s", "k");
  private final MemoryStore store = new MemoryStore();
  private final PartitionState state = new PartitionState(store, OverlayLimits.DEFAULT);

  private static Bytes key(int number) {
    return Keys.state(OWNER, Bytes.wrap(new byte[] {(byte) number}));
  }

  private void put(int number, String value) {
    state.begin();
    state.put(Tables.STATE, key(number), Entries.text(value));
    state.commit();
  }

  private void write() {
    OverlayWrite write = state.beginWrite();
    store.write(write);
    state.writeCompleted(write);
  }

  @Test
  void aRowThatCameAndWentNeverReachesTheStore() {
    state.begin();
    state.insert(Tables.RUNNING, Keys.running(Samples.ID), Tables.PRESENT);
    state.commit();
    state.begin();
    state.delete(Tables.RUNNING, Keys.running(Samples.ID));
    state.commit();
    assertEquals(0, state.beginWrite().rows());
  }

  @Test
  void aRowThatIsDeletedWhileItIsBeingWrittenIsDeletedInTheStoreToo() {
    state.begin();
    state.insert(Tables.RUNNING, Keys.running(Samples.ID), Tables.PRESENT);
    state.commit();
    OverlayWrite write = state.beginWrite();
    state.begin();
    state.delete(Tables.RUNNING, Keys.running(Samples.ID));
    state.commit();
    store.write(write);
    state.writeCompleted(write);
    write();
    assertEquals(Optional.empty(), store.get(Keys.running(Samples.ID)));
    assertEquals(1, store.rows().size());
  }

  @Test
  void aFailedWriteIsWrittenLater() {
    put(1, "a");
    put(2, "b");
    OverlayWrite write = state.beginWrite();
    put(2, "c");
    state.writeFailed(write);
    assertEquals(2, state.dirtyRows());
    write();
    assertEquals(3, store.rows().size());
    assertEquals(Optional.of(Tables.STATE.encode(Entries.text("c"))), store.get(key(2)));
  }

  @Test
  void aRollbackLeavesNothing() {
    put(1, "a");
    put(2, "b");
    state.begin();
    state.put(Tables.STATE, key(1), Entries.text("x"));
    state.delete(Tables.STATE, key(1));
    state.delete(Tables.STATE, key(2));
    state.put(Tables.STATE, key(2), Entries.text("y"));
    state.insert(Tables.STATE, key(3), Entries.text("z"));
    state.delete(Tables.STATE, key(3));
    state.insert(Tables.STATE, key(3), Entries.text("z"));
    state.rollback();
    assertEquals(
        List.of(Entries.text("a"), Entries.text("b")),
        state.scan(Tables.STATE, Keys.states(OWNER), Keys.after(Keys.states(OWNER)), 10).stream()
            .map(PartitionState.Entry::value)
            .toList());
    write();
    assertEquals(3, store.rows().size());
  }

  @Test
  void unusedRowsLeaveMemoryAndAreFoundInTheStore() {
    put(1, "a");
    long empty = new PartitionState(new MemoryStore(), OverlayLimits.DEFAULT).bytes();
    for (int i = 0; i < 4; i++) {
      write();
    }
    assertEquals(empty, state.bytes());
    assertEquals(Optional.of(Entries.text("a")), state.get(Tables.STATE, key(1)));
    assertTrue(state.bytes() > empty);
  }

  @Test
  void limitsSayWhenToWrite() {
    PartitionState small = new PartitionState(store, new OverlayLimits(2, 1 << 20));
    small.begin();
    small.put(Tables.STATE, key(1), Entries.text("a"));
    small.commit();
    assertFalse(small.writeDue());
    small.begin();
    small.put(Tables.STATE, key(2), Entries.text("a"));
    small.commit();
    assertTrue(small.writeDue());
    OverlayWrite write = small.beginWrite();
    assertFalse(small.writeDue());
    assertThrows(RuntimeException.class, small::beginWrite);
    small.writeCompleted(write);
    small.begin();
    small.put(Tables.STATE, key(3), Bytes.wrap(new byte[2 << 20]));
    small.commit();
    assertTrue(small.writeDue());
    assertFalse(small.overfull());
  }

  @Test
  void aMissIsToldBeforeAnythingHappens() {
    store.missFirst();
    StoreMiss miss = assertThrows(StoreMiss.class, () -> state.get(Tables.STATE, key(1)));
    assertEquals(new StoreMiss.Wanted.Row(key(1)), miss.wanted());
    store.load(miss);
    assertEquals(Optional.empty(), state.get(Tables.STATE, key(1)));
  }

  @Test
  void readsAndScansAgreeWithAPlainMap() {
    Random random = new Random(7);
    TreeMap<Bytes, Bytes> plain = new TreeMap<>();
    PartitionState tested = new PartitionState(store, new OverlayLimits(8, 1 << 12));
    Optional<OverlayWrite> writing = Optional.empty();
    for (int i = 0; i < 20_000; i++) {
      TreeMap<Bytes, Bytes> before = new TreeMap<>(plain);
      tested.begin();
      for (int j = random.nextInt(4); j > 0; j--) {
        Bytes key = key(random.nextInt(40));
        if (random.nextInt(3) == 0) {
          tested.delete(Tables.STATE, key);
          plain.remove(key);
        } else if (tested.get(Tables.STATE, key).isEmpty() && random.nextBoolean()) {
          tested.insert(Tables.STATE, key, Entries.text("i" + i));
          plain.put(key, Entries.text("i" + i));
        } else {
          tested.put(Tables.STATE, key, Entries.text("p" + i));
          plain.put(key, Entries.text("p" + i));
        }
      }
      if (random.nextInt(4) == 0) {
        tested.rollback();
        plain = before;
      } else {
        tested.commit();
      }
      if (writing.isEmpty() && random.nextInt(4) == 0) {
        writing = Optional.of(tested.beginWrite());
      } else if (writing.isPresent() && random.nextInt(3) == 0) {
        if (random.nextInt(3) == 0) {
          tested.writeFailed(writing.get());
        } else {
          store.write(writing.get());
          tested.writeCompleted(writing.get());
        }
        writing = Optional.empty();
      }
      Bytes key = key(random.nextInt(40));
      assertEquals(Optional.ofNullable(plain.get(key)), tested.get(Tables.STATE, key));
      if (i % 7 == 0) {
        int limit = 1 + random.nextInt(50);
        assertEquals(
            plain.tailMap(key).entrySet().stream()
                .limit(limit)
                .map(row -> new PartitionState.Entry<>(row.getKey(), row.getValue()))
                .toList(),
            tested.scan(Tables.STATE, key, Keys.after(Keys.states(OWNER)), limit));
      }
    }
  }
}
