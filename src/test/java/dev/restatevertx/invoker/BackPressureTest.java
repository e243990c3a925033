package dev.restatevertx.invoker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationCodec;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.protocol.Frame;
import dev.restatevertx.schema.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Neither a slow endpoint nor a full partition makes the invoker hold more than its budget. */
class BackPressureTest {
  private static final int MIB = 1 << 20;

  private final InvokerHarness harness = new InvokerHarness();
  private final List<FakeEndpoint.Call> paused = new CopyOnWriteArrayList<>();
  private FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, true);

  @BeforeEach
  void start() {
    endpoint.on(
        "slow",
        c -> {
          c.request.pause();
          paused.add(c);
          c.onRequestEnd(() -> {});
          c.onFrame(
              frame -> {
                if (frame.type() == 0x0400) {
                  c.ok().send(0x0401, "7200").send(0x0003, "").end();
                }
              });
        });
    endpoint.on(
        "fast",
        c ->
            c.onFrame(
                frame -> {
                  if (frame.type() == 0x0400) {
                    c.ok().send(0x0401, "7200").send(0x0003, "").end();
                  }
                }));
    harness
        .register(
            endpoint.port(),
            HttpVersion.HTTP_2,
            "BIDI_STREAM",
            "{\"name\":\"S\",\"ty\":\"SERVICE\",\"handlers\":[{\"name\":\"slow\"},{\"name\":\"fast\"},"
                + "{\"name\":\"replay\"},{\"name\":\"flood\"},{\"name\":\"live\"}]}")
        .start();
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void manySlowReadersCostTheBudgetOnly() {
    Bytes argument = Bytes.wrap(new byte[4 * MIB]);
    List<MemoryPartition.Row> rows = new ArrayList<>();
    // 64 calls of 4 MiB: 256 MiB outstanding against a budget of 24 MiB.
    for (int i = 0; i < 64; i++) {
      rows.add(harness.call(InvocationTarget.service("S", "slow"), argument));
    }
    harness.await("all to be open", () -> paused.size() == 64);
    MemoryPartition.Row fast = harness.call("fast", "small");
    harness.await("a small call to get past", () -> fast.last(Effect.End.class).isPresent());
    harness.onLoop(
        () -> {
          assertTrue(harness.outbound.used() <= 24 * MIB, "budget " + harness.outbound.used());
          assertTrue(harness.partition.loadedBytes <= 24 * MIB + MIB, "read " + harness.partition.loadedBytes);
          return rows;
        });
    paused.forEach(c -> c.request.resume());
    for (MemoryPartition.Row row : rows) {
      harness.await(
          "end of one more than " + rows.stream().filter(r -> r.last(Effect.End.class).isPresent()).count(),
          () -> row.last(Effect.End.class).isPresent());
    }
    assertEquals(0L, harness.onLoop(harness.outbound::used));
  }

  @Test
  void largeSnapshotsCountToo() {
    harness.onLoop(() -> harness.partition.snapshotBytes = 1 << 30);
    Bytes argument = Bytes.wrap(new byte[4 * MIB]);
    List<MemoryPartition.Row> rows = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      rows.add(harness.call(InvocationTarget.service("S", "slow"), argument));
    }
    // Six are 24 MiB and some bytes: more than the budget.
    harness.await("the budget to be used up", () -> paused.size() == 6);
    harness.onLoop(
        () -> {
          assertTrue(harness.outbound.used() <= 28 * MIB, "budget " + harness.outbound.used());
          return rows;
        });
    // Those that are let in later are not paused.
    endpoint.on(
        "slow",
        c ->
            c.onFrame(
                frame -> {
                  if (frame.type() == 0x0400) {
                    c.ok().send(0x0401, "7200").send(0x0003, "").end();
                  }
                }));
    List.copyOf(paused).forEach(c -> c.request.resume());
    for (MemoryPartition.Row row : rows) {
      harness.await("end", () -> row.last(Effect.End.class).isPresent());
    }
    assertEquals(0L, harness.onLoop(harness.outbound::used));
  }

  @Test
  void aLongJournalIsReplayedInChunks() {
    int notifications = 1000;
    List<Frame> received = new ArrayList<>();
    endpoint.on(
        "replay",
        c -> {
          c.request.pause();
          paused.add(c);
          c.onFrame(
              frame -> {
                received.add(frame);
                if (received.size() == notifications + 2) {
                  c.ok().send(0x0401, "7200").send(0x0003, "").end();
                }
              });
        });
    MemoryPartition.Row row =
        harness.onLoop(
            () -> {
              InvocationTarget target = InvocationTarget.service("S", "replay");
              MemoryPartition.Row created =
                  harness.partition.create(new InvocationId(1, 2, 3), target, Bytes.EMPTY);
              for (int i = 1; i <= notifications; i++) {
                created.entries.add(signal(i, 40_000));
              }
              harness.invoker().start(created.id, target);
              return created;
            });
    harness.await("the call", () -> !paused.isEmpty());
    long readWhilePaused = harness.onLoop(() -> harness.partition.loadedBytes);
    assertTrue(readWhilePaused <= 4L * MIB, "read " + readWhilePaused);
    paused.getFirst().request.resume();
    harness.await("end", () -> row.last(Effect.End.class).isPresent());
    assertEquals(notifications + 2, received.size());
    for (int i = 0; i < notifications; i++) {
      assertEquals(row.entries.get(i + 1).payload(), received.get(i + 2).payload(), "entry " + (i + 1));
    }
    assertEquals(0L, harness.onLoop(harness.outbound::used));
  }

  @Test
  void notificationsForASlowReaderAreReadAgainLater() {
    int notifications = 500;
    List<Frame> received = new ArrayList<>();
    endpoint.on(
        "live",
        c -> {
          c.request.pause();
          paused.add(c);
          c.onFrame(
              frame -> {
                received.add(frame);
                if (received.size() == notifications + 2) {
                  c.ok().send(0x0401, "7200").send(0x0003, "").end();
                }
              });
        });
    MemoryPartition.Row row = harness.call("live", "x");
    harness.await("the call", () -> !paused.isEmpty());
    harness.onLoop(
        () -> {
          for (int i = 1; i <= notifications; i++) {
            harness.partition.append(row, signal(i, 20_000));
          }
          return row;
        });
    paused.getFirst().request.resume();
    harness.await("end", () -> row.last(Effect.End.class).isPresent());
    for (int i = 0; i < notifications; i++) {
      assertEquals(row.entries.get(i + 1).payload(), received.get(i + 2).payload(), "notification " + i);
    }
    assertTrue(harness.partition.loadedBytes > 100 * 20_000L, "most were read again");
  }

  @Test
  void aFullPartitionStopsReading() {
    String command = "00".repeat(30_000);
    List<Integer> written = new ArrayList<>();
    endpoint.on(
        "flood",
        c -> {
          c.ok();
          c.request.response().drainHandler(_ -> flood(c, command, written));
          flood(c, command, written);
        });
    harness.onLoop(() -> harness.partition.full = true);
    MemoryPartition.Row row = harness.call("flood", "x");
    harness.await("the flow to stop", () -> written.size() > 10 && stable(written));
    int proposedWhileFull = harness.onLoop(() -> row.effects.size());
    assertTrue(proposedWhileFull < 200, "proposed " + proposedWhileFull);
    harness.onLoop(
        () -> {
          harness.partition.full = false;
          harness.invoker().proposalsWelcome();
          return row;
        });
    harness.await("all of the flood", () -> row.last(Effect.End.class).isPresent());
    assertEquals(1003, row.effects.size());
  }

  private static void flood(FakeEndpoint.Call call, String payload, List<Integer> written) {
    while (written.size() < 1000 && !call.request.response().writeQueueFull()) {
      written.add(1);
      // A Run whose unknown field 15 is large.
      call.send(0x0411, "5801" + "7a" + "b0ea01" + payload);
    }
    if (written.size() == 1000) {
      written.add(1);
      call.send(0x0401, "7200").send(0x0003, "").end();
    }
  }

  private int lastSeen;
  private long since;

  /** Whether nothing was written for a while: the endpoint's window is full. */
  private boolean stable(List<Integer> written) {
    if (written.size() != lastSeen) {
      lastSeen = written.size();
      since = System.nanoTime();
    }
    return System.nanoTime() - since > 200_000_000L;
  }

  private static Notification signal(int index, int size) {
    byte[] content = new byte[size];
    content[0] = (byte) index;
    return NotificationCodec.of(
        NotificationKind.SIGNAL,
        new NotificationId.Signal(new SignalId.Index(16 + index)),
        new Result.Value(Bytes.wrap(content)));
  }
}
