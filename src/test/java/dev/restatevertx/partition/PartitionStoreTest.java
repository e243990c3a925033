package dev.restatevertx.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.KeyRange;
import dev.restatevertx.partition.codec.EnvelopeCodec;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.OverlayLimits;
import dev.restatevertx.partition.state.OverlayWrite;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.state.ServiceKey;
import dev.restatevertx.partition.state.StoreMiss;
import dev.restatevertx.partition.state.StoredRow;
import dev.restatevertx.partition.state.Tables;
import dev.restatevertx.partition.store.PartitionStore;
import dev.restatevertx.partition.transition.PartitionStateMachine;
import dev.restatevertx.rocks.RocksBudget;
import dev.restatevertx.rocks.RocksSizing;
import dev.restatevertx.rocks.RocksStore;
import dev.restatevertx.rocks.StoreKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionStoreTest {
  private static final ServiceKey OWNER = new ServiceKey("s", "k");

  @TempDir private Path dir;
  private RocksBudget budget;
  private RocksStore rocks;
  private PartitionStore store;
  private PartitionState state;

  @BeforeEach
  void open() {
    budget = new RocksBudget(RocksSizing.of(32 << 20, 2));
    rocks = RocksStore.open(dir, StoreKind.PARTITION, budget);
    store = new PartitionStore(rocks, "partition-3");
    state = readThrough(() -> new PartitionState(store, OverlayLimits.DEFAULT));
  }

  @AfterEach
  void close() {
    store.close();
    rocks.close();
    budget.close();
  }

  private void reopen() {
    close();
    open();
  }

  private static Bytes key(int number) {
    return Keys.state(OWNER, Bytes.wrap(new byte[] {(byte) (number >> 8), (byte) number}));
  }

  private void put(long lsn, int number, Bytes value) {
    state.begin();
    state.put(Tables.STATE, key(number), value);
    state.progress(state.progress().at(lsn, 1));
    state.commit();
  }

  private void write() {
    OverlayWrite write = state.beginWrite();
    store.write(write);
    store.forgetLoaded();
    state.writeCompleted(write);
  }

  @Test
  void whatIsWrittenIsReadAndWhatIsFlushedIsDurable() {
    put(5, 1, Entries.text("v"));
    assertEquals(Optional.empty(), store.get(key(1)));
    write();
    assertEquals(Optional.of(Tables.STATE.encode(Entries.text("v"))), store.get(key(1)));
    assertEquals(0, store.durableLsn());
    assertEquals(5, store.flush());
    assertEquals(5, store.durableLsn());
    reopen();
    assertEquals(5, state.progress().appliedLsn());
    assertEquals(Optional.of(Entries.text("v")), readThrough(() -> state.get(Tables.STATE, key(1))));
  }

  @Test
  void whatIsNotInMemoryIsAMissUntilItWasLoaded() {
    // Enough rows for the one in question to be in another block than the progress, which opening reads.
    for (int i = 0; i < 2000; i++) {
      put(i + 1, i, Bytes.wrap(new byte[100]));
    }
    write();
    store.flush();
    reopen();
    Bytes key = key(1500);
    StoreMiss miss = assertThrows(StoreMiss.class, () -> store.get(key));
    PartitionStore.Loaded overtaken = store.load(miss, store.version());
    store.forgetLoaded();
    store.accept(overtaken);
    store.accept(store.load(miss, store.version()));
    assertEquals(Optional.of(Tables.STATE.encode(Bytes.wrap(new byte[100]))), store.get(key));
  }

  @Test
  void scansGoInPartsOverManyAndLargeRows() {
    int rows = 3000;
    for (int i = 0; i < rows; i++) {
      put(i + 1, i, i % 500 == 0 ? Bytes.wrap(new byte[100_000]) : Entries.text("v" + i));
    }
    write();
    store.flush();
    reopen();
    Bytes from = Keys.states(OWNER);
    assertEquals(
        rows, readThrough(() -> state.scan(Tables.STATE, from, Keys.after(from), 1_000_000)).size());
    List<StoredRow> seen = new ArrayList<>();
    store.forEach(
        from,
        Keys.after(from),
        row -> {
          seen.add(row);
          return seen.size() < 10;
        });
    assertEquals(10, seen.size());
    assertTrue(store.unflushedBytes() >= 0);
  }

  @Test
  void aPartitionLivesOnInItsStore() {
    PartitionStateMachine machine = new PartitionStateMachine(state, KeyRange.FULL);
    long lsn = 0;
    for (var envelope : Samples.envelopes()) {
      machine.apply(++lsn, 1, EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)), new ArrayList<>());
    }
    Replica memory = new Replica();
    long memoryLsn = 0;
    for (var envelope : Samples.envelopes()) {
      memory.apply(++memoryLsn, 1, envelope);
    }
    write();
    store.flush();
    reopen();
    List<StoredRow> rows = new ArrayList<>();
    store.forEach(
        Bytes.EMPTY,
        Bytes.wrap(new byte[] {(byte) 0xFF}),
        row -> {
          rows.add(row);
          return true;
        });
    assertEquals(
        memory.rows().entrySet().stream().map(row -> new StoredRow(row.getKey(), row.getValue())).toList(), rows);
  }

  private <T> T readThrough(Supplier<T> read) {
    while (true) {
      try {
        return read.get();
      } catch (StoreMiss miss) {
        store.accept(store.load(miss, store.version()));
      }
    }
  }
}
