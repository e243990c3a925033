package dev.restatevertx.metadata.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.metadata.MetadataException;
import dev.restatevertx.metadata.MetadataException.Reason;
import dev.restatevertx.metadata.Precondition;
import dev.restatevertx.metadata.VersionedValue;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetadataServerTest {
  private final MemoryDisk disk = new MemoryDisk();
  private final Random random = new Random(1);
  private MetadataServer server = server();

  private MetadataServer server() {
    return new MetadataServer(disk, random::nextLong, 1_000);
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Expected an answer within 20 s", e);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static VersionedValue value(long version, String text) {
    return new VersionedValue(version, Bytes.utf8(text));
  }

  private static Reason reason(Future<?> future) {
    return assertThrows(MetadataException.class, () -> await(future)).reason();
  }

  @BeforeEach
  void provision() {
    assertFalse(await(server.start()));
    assertEquals(Reason.UNAVAILABLE, reason(server.get("k")));
    await(server.provision(1));
  }

  @AfterEach
  void stop() {
    await(server.stop());
  }

  private void restart() {
    await(server.stop());
    server = server();
    assertTrue(await(server.start()));
  }

  @Test
  void valuesSurviveARestart() {
    await(server.put("k", value(1, "a"), Precondition.DOES_NOT_EXIST));
    await(server.put("k", value(2, "b"), new Precondition.MatchesVersion(1)));
    restart();
    assertEquals(Optional.of(value(2, "b")), await(server.get("k")));
    await(server.delete("k", new Precondition.MatchesVersion(2)));
    restart();
    assertEquals(Optional.empty(), await(server.get("k")));
    await(server.put("k", value(1, "c"), Precondition.DOES_NOT_EXIST));
    restart();
    assertEquals(Optional.of(value(1, "c")), await(server.get("k")));
  }

  @Test
  void preconditionsHold() {
    await(server.put("k", value(5, "a"), Precondition.NONE));
    assertEquals(Reason.PRECONDITION_FAILED, reason(server.put("k", value(6, "b"), Precondition.DOES_NOT_EXIST)));
    assertEquals(
        Reason.PRECONDITION_FAILED, reason(server.put("k", value(6, "b"), new Precondition.MatchesVersion(4))));
    assertEquals(
        Reason.PRECONDITION_FAILED, reason(server.put("n", value(6, "b"), new Precondition.MatchesVersion(4))));
    assertEquals(Reason.PRECONDITION_FAILED, reason(server.put("k", value(5, "b"), Precondition.NONE)));
    assertEquals(Reason.PRECONDITION_FAILED, reason(server.delete("k", Precondition.DOES_NOT_EXIST)));
    await(server.delete("absent", Precondition.NONE));
    assertEquals(Optional.of(value(5, "a")), await(server.get("k")));
    assertEquals(
        Reason.TOO_LARGE, reason(server.put("k", value(6, "x".repeat(951)), Precondition.NONE)));
    await(server.put("k", value(6, "x".repeat(950)), Precondition.NONE));
  }

  @Test
  void writesThatComeTogetherShareASync() {
    int before = disk.syncs();
    List<Future<Void>> writes = new ArrayList<>();
    synchronized (disk) {
      for (int i = 0; i < 256; i++) {
        writes.add(server.put("k" + i, value(1, "v"), Precondition.DOES_NOT_EXIST));
      }
    }
    writes.forEach(MetadataServerTest::await);
    // The first may be under way alone when the others come.
    assertTrue(disk.syncs() - before <= 2, () -> disk.syncs() - before + " syncs");
  }

  @Test
  void oneOfManyRacingWritersWins() {
    List<Future<Void>> writes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      writes.add(server.put("k", value(1, "v" + i), Precondition.DOES_NOT_EXIST));
    }
    await(writes.getFirst());
    writes.stream().skip(1).forEach(w -> assertEquals(Reason.PRECONDITION_FAILED, reason(w)));
    assertEquals(Optional.of(value(1, "v0")), await(server.get("k")));
  }

  @Test
  void aBrokenDiskRefusesUntilItHeals() {
    await(server.put("k", value(1, "a"), Precondition.NONE));
    disk.breakDown();
    assertEquals(Reason.OUTCOME_UNKNOWN, reason(server.put("k", value(2, "b"), Precondition.NONE)));
    assertEquals(Reason.UNAVAILABLE, reason(server.get("k")));
    disk.heal();
    assertEquals(Optional.of(value(1, "a")), await(getWhenOpen("k")));
  }

  @Test
  void aWriteWhoseAnswerTheDiskLostIsFoundByReadingAgain() {
    disk.loseTheNextAnswer();
    assertEquals(Reason.OUTCOME_UNKNOWN, reason(server.put("k", value(2, "b"), Precondition.NONE)));
    assertEquals(Optional.of(value(2, "b")), await(getWhenOpen("k")));
  }

  private Future<Optional<VersionedValue>> getWhenOpen(String key) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      Future<Optional<VersionedValue>> get = server.get(key);
      try {
        await(get);
        return get;
      } catch (MetadataException e) {
        assertEquals(Reason.UNAVAILABLE, e.reason());
        assertTrue(System.nanoTime() < deadline, "Expected the server to reopen within 20 s");
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aStoppedServerRefuses() {
    await(server.stop());
    assertEquals(Reason.UNAVAILABLE, reason(server.get("k")));
  }

  @Test
  void provisioningTwiceIsRefused() {
    assertEquals(Reason.PRECONDITION_FAILED, reason(server.provision(1)));
  }
}
