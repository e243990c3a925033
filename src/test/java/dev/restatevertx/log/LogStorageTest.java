package dev.restatevertx.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.log.server.LogServerOptions;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a log's bytes on a real disk. */
class LogStorageTest {
  @TempDir Path dir;
  private final MemoryMetadata metadata = new MemoryMetadata();

  @Test
  void noAnswerPrecedesItsSync() throws Exception {
    try (RunningNode node = RunningNode.start(dir, metadata, 1)) {
      Log log = node.open(0, true);
      for (int i = 0; i < 20; i++) {
        long answeredAfter =
            node.in(
                node.loop,
                () -> {
                  long before = node.service.walSyncs();
                  return log.append(List.of(RunningNode.record("x"))).map(_ -> node.service.walSyncs() - before);
                });
        assertEquals(1, answeredAfter, "syncs between an append and its answer");
      }
    }
  }

  @Test
  void appendsOfAllLogsThatComeTogetherShareASync() throws Exception {
    try (RunningNode node = RunningNode.start(dir, metadata, 1)) {
      List<Log> logs = new ArrayList<>();
      for (int logId = 0; logId < 8; logId++) {
        logs.add(node.open(logId, true));
      }
      long before = node.service.walSyncs();
      long commitsBefore = node.service.serverCounters().commits();
      node.in(
          node.loop,
          () -> {
            List<Future<Long>> appends = new ArrayList<>();
            for (int i = 0; i < 800; i++) {
              appends.add(logs.get(i % 8).append(List.of(RunningNode.record("x"))));
            }
            return Future.all(appends);
          });
      long syncs = node.service.walSyncs() - before;
      assertTrue(syncs < 200, "800 appends took " + syncs + " syncs");
      assertEquals(node.service.serverCounters().commits() - commitsBefore, syncs);
    }
  }

  @Test
  void withoutFsyncNothingIsSynced() throws Exception {
    try (RunningNode node = RunningNode.start(dir, metadata, 1, LogServerOptions.DEFAULT.withFsync(false))) {
      Log log = node.open(0, true);
      long before = node.service.walSyncs();
      node.append(log, "x");
      assertEquals(before, node.service.walSyncs());
    }
  }

  @Test
  void aTornEndIsCutOffAndADamagedMiddleRefused() throws Exception {
    Path image = dir.resolve("image");
    try (RunningNode node = RunningNode.start(dir.resolve("log"), metadata, 1)) {
      Log log = node.open(0, true);
      for (int i = 0; i < 50; i++) {
        node.append(log, "record " + i + "x".repeat(1000));
      }
      copy(dir.resolve("log"), image);
    }
    Path wal = newestWal(image);
    byte[] whole = Files.readAllBytes(wal);
    Files.write(wal, Arrays.copyOf(whole, whole.length - 100));
    Path torn = dir.resolve("torn");
    copy(image, torn);
    try (RunningNode node = RunningNode.start(torn, metadata, 2)) {
      Log log = node.open(0, true);
      assertEquals(50, node.findTail(log), "the record whose write was torn was never acknowledged");
      Collector sink = new Collector(1);
      node.read(log, 1, sink);
      sink.awaitLsn(50);
      assertTrue(sink.texts().getLast().startsWith("record 48"));
    }
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    Files.write(wal, damaged);
    LogException refused = assertThrows(LogException.class, () -> RunningNode.start(image, metadata, 3));
    assertEquals(LogException.Reason.CORRUPT, refused.reason(), refused.getMessage());
  }

  @Test
  void trimmedRecordsLeaveTheDisk() throws Exception {
    LogServerOptions options = LogServerOptions.DEFAULT.withReclaimBytes(16 << 20);
    Random random = new Random(1);
    byte[] noise = new byte[48 << 10];
    try (RunningNode node = RunningNode.start(dir, metadata, 1, options)) {
      Log log = node.open(0, true);
      Log other = node.open(1, true);
      node.append(other, "stays");
      long highest = 0;
      for (int round = 0; round < 16; round++) {
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
          random.nextBytes(noise);
          records.add(
              new LogRecord(1, Bytes.copyOf(noise), Optional.empty()));
        }
        long last = node.in(node.loop, () -> log.append(records));
        node.trim(log, last - 10);
        highest = Math.max(highest, bytesIn(dir));
      }
      assertTrue(node.service.serverCounters().reclaims() > 0, "reclaimed");
      assertTrue(highest < 200L << 20, "of 300 MiB appended, " + (highest >> 20) + " MiB were on disk at once");
      awaitBytesBelow(160L << 20);
      Collector sink = new Collector(1);
      node.read(other, 1, sink);
      sink.awaitLsn(2);
      Collector trimmed = new Collector(1);
      node.read(log, 1, trimmed);
      trimmed.awaitLsn(16 * 400 + 1);
      assertEquals(10, trimmed.records.size());
    }
  }

  /** The thread that reclaims works behind the trims. */
  private void awaitBytesBelow(long limit) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (bytesIn(dir) >= limit) {
      assertTrue(System.nanoTime() < deadline, (bytesIn(dir) >> 20) + " MiB are still on disk");
      Thread.sleep(50);
    }
  }

  @Test
  void aFullDiskRefusesAppendsAndHeals() throws Exception {
    Path mount = Files.createDirectories(dir.resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", mount.toString()),
        "SKIPPED: the full-disk test needs the right to mount a tmpfs");
    try {
      Path ballast = Files.write(mount.resolve("ballast"), new byte[20 << 20]);
      fillAndHeal(mount, ballast);
    } finally {
      run("umount", "-l", mount.toString());
    }
  }

  private void fillAndHeal(Path mount, Path ballast) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (RunningNode node = RunningNode.start(mount.resolve("log"), metadata, 1)) {
      Log log = node.open(0, true);
      LogException full = fill(node, log, acknowledged);
      assertEquals(LogException.Reason.STORE_UNAVAILABLE, full.reason());
      assertTrue(String.valueOf(full.getMessage()).contains("disk is full"), full.getMessage());
      assertTrue(acknowledged.size() > 20, acknowledged.size() + " appends before the disk was full");
      ExecutionException still = assertThrows(ExecutionException.class, () -> node.append(log, "x"));
      assertInstanceOf(LogException.class, still.getCause());
      Files.delete(ballast);
      Log again = reopen(node);
      Collector sink = new Collector(1);
      node.read(again, 1, sink);
      long lsn = node.append(again, "after");
      sink.awaitLsn(lsn + 1);
      List<String> texts = sink.texts();
      assertEquals(acknowledged, texts.subList(0, acknowledged.size()));
      assertEquals("after", texts.getLast());
      assertEquals(1, node.service.serverCounters().writeErrors());
    }
    try (RunningNode node = RunningNode.start(mount.resolve("log"), metadata, 2)) {
      Log log = node.open(0, true);
      Collector sink = new Collector(1);
      node.read(log, 1, sink);
      sink.awaitLsn(node.findTail(log));
      assertEquals(acknowledged, sink.texts().subList(0, acknowledged.size()));
    }
  }

  private static LogException fill(RunningNode node, Log log, List<String> acknowledged) throws Exception {
    for (int i = 0; ; i++) {
      String text = i + "x".repeat(100_000);
      try {
        node.append(log, text);
        acknowledged.add(text);
      } catch (ExecutionException e) {
        return assertInstanceOf(LogException.class, e.getCause());
      }
    }
  }

  /** As a leader does: tries again until the store is back. */
  private static Log reopen(RunningNode node) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (true) {
      try {
        return node.open(0, true);
      } catch (ExecutionException e) {
        assertTrue(System.nanoTime() < deadline, "the store is not back: " + e.getCause());
        Thread.sleep(50);
      }
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  private static Path newestWal(Path image) throws IOException {
    try (Stream<Path> files = Files.list(image)) {
      return files.filter(f -> f.toString().endsWith(".log")).sorted().reduce((_, b) -> b).orElseThrow();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static long bytesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long bytes = 0;
      for (Path file : files.toList()) {
        bytes += Files.isRegularFile(file) ? sizeIfThere(file) : 0;
      }
      return bytes;
    }
  }

  /** RocksDB deletes files meanwhile. */
  private static long sizeIfThere(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      return 0;
    }
  }
}
