package dev.restatevertx.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.runtime.Loop;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of one node on a real disk. */
class LogServiceTest {
  @TempDir Path dir;
  private final MemoryMetadata metadata = new MemoryMetadata();

  @Test
  void lsnsBeginAtOneAndReadersGetTheAppendedObjects() throws Exception {
    try (RunningNode node = RunningNode.start(dir, metadata, 1)) {
      Log log = node.open(0, true);
      Collector sink = new Collector(1);
      node.read(log, 1, sink);
      assertEquals(1, node.findTail(log));
      assertEquals(2, node.append(log, "a", "b"));
      assertEquals(3, node.append(log, "c"));
      sink.awaitLsn(4);
      assertEquals(List.of("a", "b", "c"), sink.texts());
      assertEquals(Optional.of("a"), sink.records.getFirst().decoded());
      assertEquals(4, node.findTail(log));
      assertEquals(0, node.service.serverCounters().reads());
      assertEquals(0, node.service.logs().cachedRecordBytes());
    }
  }

  @Test
  void recordsAreThereAfterARestartAndTheNextSegmentFollowsThem() throws Exception {
    try (RunningNode node = RunningNode.start(dir, metadata, 1)) {
      Log log = node.open(7, true);
      assertEquals(1, node.append(log, "a"));
      assertEquals(2, node.append(log, "b"));
    }
    try (RunningNode node = RunningNode.start(dir, metadata, 2)) {
      Log log = node.open(7, true);
      assertEquals(3, node.findTail(log));
      Collector sink = new Collector(1);
      node.read(log, 1, sink);
      assertEquals(3, node.append(log, "c"));
      sink.awaitLsn(4);
      assertEquals(List.of("a", "b", "c"), sink.texts());
      assertTrue(sink.records.getFirst().decoded().isEmpty());
      Collector fromSecond = new Collector(2);
      node.read(log, 2, fromSecond);
      fromSecond.awaitLsn(4);
      assertEquals(List.of("b", "c"), fromSecond.texts());
    }
  }

  @Test
  void anotherOpenSealsTheSegmentOfTheFirst() throws Exception {
    try (RunningNode node = RunningNode.start(dir, metadata, 1)) {
      Log first = node.open(0, true);
      Collector follower = new Collector(1);
      node.read(first, 1, follower);
      node.append(first, "a");
      Log second = node.open(0, true);
      ExecutionException refused = assertThrows(ExecutionException.class, () -> node.append(first, "late"));
      assertEquals(LogException.Reason.SEALED, assertInstanceOf(LogException.class, refused.getCause()).reason());
      assertEquals(2, node.append(second, "b"));
      follower.awaitLsn(3);
      assertEquals(List.of("a", "b"), follower.texts());
    }
  }

  @Test
  void aReaderOnAnotherLoopFollows() throws Exception {
    try (RunningNode node = RunningNode.start(dir, metadata, 1)) {
      Log log = node.open(0, true);
      Log elsewhere = RunningNode.await(node.service.logs().open(0, node.otherLoop, false));
      Collector sink = new Collector(1);
      LogReader reader = node.in(node.otherLoop, () -> Future.succeededFuture(elsewhere.read(1, sink)));
      node.append(log, "a");
      sink.awaitLsn(2);
      node.append(log, "b");
      sink.awaitLsn(3);
      assertEquals(List.of("a", "b"), sink.texts());
      assertEquals(3, node.in(node.otherLoop, elsewhere::findTail));
      node.in(node.otherLoop, () -> {
        reader.close();
        return Future.succeededFuture();
      });
      ExecutionException refused =
          assertThrows(
              ExecutionException.class,
              () -> node.in(node.otherLoop, () -> elsewhere.append(List.of(RunningNode.record("x")))));
      assertInstanceOf(LogException.class, refused.getCause());
    }
  }

  @Test
  void trimmedRecordsAreAGapAndTrimmedSegmentsLeaveTheChain() throws Exception {
    try (RunningNode node = RunningNode.start(dir, metadata, 1)) {
      Log log = node.open(0, true);
      node.append(log, "a", "b", "c");
      assertEquals(0, node.trim(log, 0));
    }
    try (RunningNode node = RunningNode.start(dir, metadata, 2)) {
      Log log = node.open(0, true);
      node.append(log, "d", "e");
      assertEquals(4, node.trim(log, 4));
      assertEquals(4, node.trim(log, 2), "the trim point does not go back");
      Collector sink = new Collector(2);
      node.read(log, 2, sink);
      sink.awaitLsn(6);
      assertEquals(List.of("e"), sink.texts());
      assertEquals(2, Integer.parseInt(sink.gaps.getFirst().substring(0, 1)));
      assertEquals(5, node.trim(log, 100), "what is not there is not trimmed");
      assertEquals(6, node.findTail(log));
      assertEquals(6, node.append(log, "f"));
    }
    try (RunningNode node = RunningNode.start(dir, metadata, 3)) {
      Log log = node.open(0, true);
      assertEquals(7, node.findTail(log));
      Collector sink = new Collector(1);
      node.read(log, 1, sink);
      sink.awaitLsn(7);
      assertEquals(List.of("f"), sink.texts());
    }
  }

  @Test
  void theChainsOfAllLogsChangeInOneWrite() throws Exception {
    for (int generation = 1; generation <= 2; generation++) {
      int writesBefore = metadata.writes();
      try (RunningNode node = RunningNode.start(dir, metadata, generation)) {
        List<Future<Log>> opens = new ArrayList<>();
        for (int logId = 0; logId < 24; logId++) {
          Loop loop = logId % 2 == 0 ? node.loop : node.otherLoop;
          opens.add(node.service.logs().open(logId, loop, true));
        }
        RunningNode.await(Future.all(opens));
        assertEquals(1, metadata.writes() - writesBefore);
        assertEquals(1, node.service.logs().counters().chainChanges());
        Log log = opens.getFirst().result();
        node.append(log, "x");
      }
    }
  }

  @Test
  void aPausedReaderGetsNothingAndALaggingOneReadsTheStore() throws Exception {
    try (RunningNode node = RunningNode.start(dir, metadata, 1)) {
      Log log = node.open(0, true);
      Collector sink = new Collector(1);
      LogReader reader = node.read(log, 1, sink);
      node.append(log, "first");
      sink.awaitLsn(2);
      node.in(node.loop, () -> {
        reader.pause();
        return Future.succeededFuture();
      });
      String large = "x".repeat(64 << 10);
      List<Future<Long>> appends = new ArrayList<>();
      RunningNode.await(
          node.in(
              node.loop,
              () -> {
                IntStream.range(0, 400).forEach(_ -> appends.add(log.append(List.of(RunningNode.record(large)))));
                return Future.succeededFuture(Future.all(appends));
              }));
      assertEquals(2, sink.nextLsn());
      long cached = node.service.logs().cachedRecordBytes();
      assertTrue(cached > 0 && cached <= 16 << 20, "cache of " + cached);
      node.in(node.loop, () -> {
        reader.resume();
        return Future.succeededFuture();
      });
      sink.awaitLsn(402);
      assertTrue(node.service.logs().counters().storedDeliveries() > 0);
      assertTrue(node.service.logs().counters().cachedDeliveries() > 0);
    }
  }

  @Test
  void aReaderAndAppendsEndWhenTheNodeStops() throws Exception {
    Collector sink = new Collector(1);
    RunningNode node = RunningNode.start(dir, metadata, 1);
    try (node) {
      Log log = node.open(0, true);
      node.read(log, 1, sink);
      node.append(log, "a");
      node.service.close();
      ExecutionException refused = assertThrows(ExecutionException.class, () -> node.append(log, "b"));
      assertEquals(LogException.Reason.CLOSED, assertInstanceOf(LogException.class, refused.getCause()).reason());
    }
    assertEquals(LogException.Reason.CLOSED, sink.failure.orElseThrow().reason());
  }
}
