package dev.restatevertx.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.restatevertx.rocks.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class RocksStoreTest {
  private static final int RECORDS = 200;

  @TempDir Path temp = Path.of("");
  private RocksBudget budget = new RocksBudget(RocksSizing.of(32 << 20, 2));

  @BeforeEach
  void open() {
    budget = new RocksBudget(RocksSizing.of(32 << 20, 2));
  }

  @AfterEach
  void close() {
    budget.close();
  }

  @Test
  void manyColumnFamiliesAreCreatedTogetherAndFoundAgain() {
    Path dir = temp.resolve("many");
    try (RocksStore store = RocksStore.open(dir, StoreKind.PARTITION, budget)) {
      store.columnFamily("b");
      store.createColumnFamilies(List.of("a", "b", "c", "a"));
      store.createColumnFamilies(List.of("c"));
      assertEquals(Set.of("default", "a", "b", "c"), store.columnFamilies());
    }
    try (RocksStore store = RocksStore.open(dir, StoreKind.PARTITION, budget)) {
      assertEquals(Set.of("default", "a", "b", "c"), store.columnFamilies());
    }
  }

  @Test
  void everyKindKeepsWhatWasWrittenOverAReopening() {
    for (StoreKind kind : StoreKind.values()) {
      Path dir = temp.resolve(kind.name());
      try (RocksStore store = RocksStore.open(dir, kind, budget)) {
        put(store, "a", "1");
        put(store, "b", "2");
        store.columnFamily("dropped");
        store.dropColumnFamily("dropped");
        assertEquals(List.of(store), budget.stores());
      }
      try (RocksStore store = RocksStore.open(dir, kind, budget)) {
        assertEquals(Optional.of("1"), get(store, "a"), kind.title());
        assertEquals(Optional.of("2"), get(store, "b"), kind.title());
        assertEquals(Set.of("default", "family"), store.columnFamilies());
        assertTrue(store.reopen());
        assertEquals(Optional.of("2"), get(store, "b"), kind.title());
      }
      assertEquals(List.of(), budget.stores());
    }
  }

  @Test
  void everyWriteOfTheLogStoreIsSynced() {
    try (RocksStore store = RocksStore.open(temp, StoreKind.LOG, budget)) {
      long syncs = store.walSyncs();
      put(store, "a", "1");
      put(store, "b", "2");
      assertEquals(syncs + 2, store.walSyncs());
      assertTrue(store.walBytes() > 0);
      assertTrue(store.walSyncNanos() > 0);
    }
  }

  @Test
  void aClosedStoreStillAnswersWhoeverReadsMetrics() {
    RocksStore store = RocksStore.open(temp, StoreKind.LOG, budget);
    put(store, "a", "1");
    store.close();
    assertEquals(0, store.walSyncs());
    assertEquals(0, store.walSyncNanos());
    assertEquals(0, store.property("rocksdb.live-sst-files-size"));
    assertEquals(Reason.UNAVAILABLE, assertThrows(StorageException.class, () -> put(store, "b", "2")).reason());
  }

  @Test
  void aSecondOpeningIsRefused() {
    try (RocksStore store = RocksStore.open(temp, StoreKind.METADATA, budget)) {
      assertThrows(StorageException.class, () -> RocksStore.open(temp, StoreKind.METADATA, budget));
      put(store, "a", "1");
    }
  }

  @Test
  void aTornTailIsDropped() throws Exception {
    Path wal = crashedLog();
    byte[] bytes = Files.readAllBytes(wal);
    for (int cut : List.of(1, 7, 20, 60)) {
      Files.write(wal, Arrays.copyOf(bytes, bytes.length - cut));
      Path copy = copy(temp.resolve("crashed"), temp.resolve("cut" + cut));
      try (RocksStore store = RocksStore.open(copy, StoreKind.LOG, budget)) {
        assertEquals(Optional.empty(), get(store, "key" + (RECORDS - 1)));
        assertEquals(Optional.of("value"), get(store, "key" + (RECORDS - 3)));
        assertEquals(Optional.of("value"), get(store, "key0"));
      }
    }
  }

  @Test
  void aDamagedMiddleIsRefused() throws Exception {
    Path wal = crashedLog();
    byte[] bytes = Files.readAllBytes(wal);
    bytes[bytes.length / 2] ^= 0x40;
    Files.write(wal, bytes);
    StorageException refused = assertThrows(
        StorageException.class, () -> RocksStore.open(temp.resolve("crashed"), StoreKind.LOG, budget));
    assertEquals(Reason.DAMAGED, refused.reason(), refused.getMessage());
    assertTrue(String.valueOf(refused.getMessage()).contains("log store"), refused.getMessage());
  }

  @Test
  void aFaultLatchesUntilReopened() {
    try (RocksStore store = RocksStore.open(temp, StoreKind.LOG, budget)) {
      put(store, "a", "1");
      store.failed(new RocksDBException("planted", new Status(
          Status.Code.IOError, Status.SubCode.NoSpace, "planted by a test")));
      assertEquals(Reason.NO_SPACE, store.fault().orElseThrow().reason());
      assertEquals(
          Reason.UNAVAILABLE, assertThrows(StorageException.class, () -> put(store, "b", "2")).reason());
      assertTrue(store.reopen());
      assertEquals(Optional.empty(), store.fault());
      put(store, "b", "2");
      assertEquals(Optional.of("1"), get(store, "a"));
    }
  }

  @Test
  void aFullDiskIsReportedAndHeals() throws Exception {
    Path mount = Files.createDirectories(temp.resolve("small"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", mount.toString()), "cannot mount a tmpfs here");
    try (RocksStore store = RocksStore.open(mount.resolve("log"), StoreKind.LOG, budget)) {
      Path ballast = mount.resolve("ballast");
      Files.write(ballast, new byte[8 << 20]);
      int acknowledged = 0;
      StorageException full = null;
      while (full == null) {
        try {
          put(store, "key" + acknowledged, "x".repeat(100_000));
          acknowledged++;
        } catch (StorageException e) {
          full = e;
        }
      }
      assertEquals(Reason.NO_SPACE, full.reason(), full.getMessage());
      assertTrue(acknowledged > 10);
      Files.delete(ballast);
      assertTrue(store.reopen(), () -> store.fault().toString());
      for (int i = 0; i < acknowledged; i++) {
        assertEquals(100_000, get(store, "key" + i).orElseThrow().length());
      }
      put(store, "after", "1");
      assertEquals(Optional.of("1"), get(store, "after"));
    } finally {
      run("umount", "-l", mount.toString());
    }
  }

  @Test
  void sizingDividesAllOfTheBudget() {
    RocksSizing sizing = RocksSizing.of(128 << 20, 2);
    assertEquals(128 << 20, sizing.totalBytes());
    assertThrows(IllegalArgumentException.class, () -> new RocksSizing(1, 1, 1, 1));
    assertArrayEquals(new long[] {64 << 20, 48 << 20, 16 << 20},
        new long[] {sizing.blockCacheBytes(), sizing.partitionMemtableBytes(), sizing.logMemtableBytes()});
  }

  /** The write-ahead log of a store that was copied while it was open: as a crash leaves it. */
  private Path crashedLog() throws IOException {
    Path crashed = temp.resolve("crashed");
    try (RocksStore store = RocksStore.open(temp.resolve("live"), StoreKind.LOG, budget)) {
      for (int i = 0; i < RECORDS; i++) {
        put(store, "key" + i, "value");
      }
      copy(store.dir(), crashed);
    }
    try (Stream<Path> files = Files.list(crashed)) {
      return files.filter(file -> file.toString().endsWith(".log"))
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return to;
  }

  private static void put(RocksStore store, String key, String value) {
    store.use(db -> {
      db.put(store.columnFamily("family"), store.writeOptions(), key.getBytes(UTF_8), value.getBytes(UTF_8));
      return value;
    });
  }

  private static Optional<String> get(RocksStore store, String key) {
    return store.use(db -> Optional.ofNullable(db.get(store.columnFamily("family"), key.getBytes(UTF_8)))
        .map(bytes -> new String(bytes, UTF_8)));
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
