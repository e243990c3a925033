package dev.restatevertx.invoker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.journal.Awaiting;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationCodec;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.protocol.Frame;
import dev.restatevertx.protocol.proto.StartMessage;
import dev.restatevertx.schema.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bidirectional and request-response attempts, over both HTTP versions. */
class StreamModesTest {
  private static final Notification CANCEL =
      NotificationCodec.of(
          NotificationKind.SIGNAL, new NotificationId.Signal(SignalId.CANCEL), Result.NOTHING);

  private final InvokerHarness harness = new InvokerHarness();

  @AfterEach
  void stop() {
    harness.close();
  }

  @ParameterizedTest
  @EnumSource(HttpVersion.class)
  void runsAndSleepsOnOneStream(HttpVersion version) throws Exception {
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, version == HttpVersion.HTTP_2);
    endpoint.on(
        "h",
        c ->
            c.onFrame(
                frame -> {
                  switch (frame.type()) {
                    case 0x0400 -> c.ok().send(0x0411, "5801").send(0x0005, "0801720131");
                    case 0x8011 -> c.send(0x040c, "08015802");
                    case 0x800c -> c.send(0x0401, "72030a0131").send(0x0003, "").end();
                    default -> {}
                  }
                }));
    register(endpoint, version, "BIDI_STREAM", "");
    MemoryPartition.Row row = harness.call("h", "hello");
    harness.await("end", () -> row.last(Effect.End.class).isPresent());
    FakeEndpoint.Call call = endpoint.calls.element();
    harness.await("the end of the request", () -> call.requestEnded);
    assertEquals(1, endpoint.calls.size());
    assertEquals(List.of(0x0000, 0x0400, 0x8011, 0x800c), types(call));
    assertEquals("08012a030a0131", call.frames.get(2).payload().toHex());
    StartMessage start = StartMessage.parseFrom(call.frames.getFirst().payload().toByteArray());
    assertEquals(1, start.getKnownEntries());
    assertEquals(row.id.toString(), start.getDebugId());
    assertEquals(row.id.toBytes(), Bytes.wrap(start.getId().toByteArray()));
    assertEquals(row.id.randomSeed(), start.getRandomSeed());
    assertTrue(start.getPartialState());
    assertEquals(0, start.getRetryCountSinceLastStoredEntry());
    assertEquals("application/vnd.restate.invocation.v6", call.header("content-type"));
    assertEquals("application/vnd.restate.invocation.v6", call.header("accept"));
    assertEquals(row.id.toString(), call.header("x-restate-invocation-id"));
    assertEquals("localcluster", call.header("x-restate-cluster-name"));
    assertEquals("/invoke/S/h", call.request.path());
    assertEquals(version == HttpVersion.HTTP_2 ? "HTTP_2" : "HTTP_1_1", call.request.version().name());
  }

  @ParameterizedTest
  @EnumSource(HttpVersion.class)
  void suspendsInRequestResponseMode(HttpVersion version) {
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, version == HttpVersion.HTTP_2);
    endpoint.on(
        "h",
        c ->
            c.onRequestEnd(
                () -> {
                  if (c.frames.size() == 2) {
                    c.ok().send(0x0411, "5801").send(0x0005, "0801720131").send(0x0001, "0a0101120101").end();
                  } else {
                    c.ok().send(0x0401, "7200").send(0x0003, "").end();
                  }
                }));
    register(endpoint, version, "REQUEST_RESPONSE", "");
    MemoryPartition.Row row = harness.call("h", "hello");
    harness.await("suspension", () -> row.last(Effect.Suspend.class).isPresent());
    assertEquals(
        new Awaiting(
            List.of(new NotificationId.Completion(1), new NotificationId.Signal(SignalId.CANCEL))),
        row.last(Effect.Suspend.class).orElseThrow().awaiting());
    assertEquals(4, row.effects.size());
    assertEquals(Optional.empty(), harness.status(row));
    harness.onLoop(
        () -> {
          row.invoked = true;
          harness.invoker().start(row.id, row.target);
          return row;
        });
    harness.await("end", () -> row.last(Effect.End.class).isPresent());
    FakeEndpoint.Call second = endpoint.calls.stream().skip(1).findFirst().orElseThrow();
    assertEquals(List.of(0x0000, 0x0400, 0x0411, 0x8011), types(second));
  }

  @Test
  void zeroInactivityTimeoutEndsTheRequestAtOnce() {
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, true);
    endpoint.on("h", c -> c.ok().onRequestEnd(() -> c.send(0x0401, "7200").send(0x0003, "").end()));
    register(endpoint, HttpVersion.HTTP_2, "BIDI_STREAM", "\"inactivityTimeout\":0");
    MemoryPartition.Row row = harness.call("h", "");
    harness.await("end", () -> row.last(Effect.End.class).isPresent());
  }

  @Test
  void inactivityEndsTheRequestAndTheSdkSuspends() {
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, true);
    harness.partition.answerSleeps = false;
    endpoint.on(
        "h",
        c -> c.ok().send(0x040c, "08015801").onRequestEnd(() -> c.send(0x0001, "0a0101").end()));
    register(endpoint, HttpVersion.HTTP_2, "BIDI_STREAM", "\"inactivityTimeout\":50");
    MemoryPartition.Row row = harness.call("h", "");
    harness.await("suspension", () -> row.last(Effect.Suspend.class).isPresent());
  }

  @Test
  void abortTimeoutFailsAnAttemptThatSaysNothing() {
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, true);
    endpoint.on("h", c -> c.request.response().setStatusCode(200));
    register(endpoint, HttpVersion.HTTP_2, "BIDI_STREAM", "\"inactivityTimeout\":20,\"abortTimeout\":50");
    MemoryPartition.Row row = harness.call("h", "");
    harness.await("failure", () -> row.last(Effect.RecordFailure.class).isPresent());
    assertEquals("RT0001", row.last(Effect.RecordFailure.class).orElseThrow().failure().docCode());
  }

  @Test
  void deliversACancelToAnUnpinnedInvocation() {
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, true);
    endpoint.on(
        "h",
        c ->
            c.onFrame(
                frame -> {
                  if (frame.type() == 0xFBFF) {
                    c.ok().send(0x0401, "7a0508990312" + "00").send(0x0003, "").end();
                  }
                }));
    register(endpoint, HttpVersion.HTTP_2, "BIDI_STREAM", "");
    MemoryPartition.Row row = harness.call("h", "");
    harness.await("the start", () -> !endpoint.calls.isEmpty() && endpoint.calls.element().frames.size() == 2);
    harness.onLoop(
        () -> {
          harness.partition.append(row, CANCEL);
          return row;
        });
    harness.await("end", () -> row.last(Effect.End.class).isPresent());
    assertEquals(List.of(0x0000, 0x0400, 0xFBFF), types(endpoint.calls.element()));
  }

  @Test
  void sendsKeyAndState() throws Exception {
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, true);
    endpoint.on("o", c -> c.ok().send(0x0401, "7200").send(0x0003, "").end());
    register(endpoint, HttpVersion.HTTP_2, "BIDI_STREAM", "");
    InvocationTarget target = new InvocationTarget(TargetKind.OBJECT_EXCLUSIVE, "O", "a/ü", "o");
    byte[] large = new byte[10_000];
    MemoryPartition.Row row =
        harness.onLoop(
            () -> {
              MemoryPartition.Row created =
                  harness.partition.create(new InvocationId(1, 2, 3), target, Bytes.EMPTY);
              created.state.add(new PartitionPort.StateEntry(Bytes.utf8("k"), Bytes.utf8("v")));
              created.state.add(new PartitionPort.StateEntry(Bytes.utf8("empty"), Bytes.EMPTY));
              created.state.add(new PartitionPort.StateEntry(Bytes.utf8("large"), Bytes.wrap(large)));
              harness.invoker().start(created.id, target);
              return created;
            });
    harness.await("end", () -> row.last(Effect.End.class).isPresent());
    FakeEndpoint.Call call = endpoint.calls.element();
    StartMessage start = StartMessage.parseFrom(call.frames.getFirst().payload().toByteArray());
    assertEquals("a/ü", start.getKey());
    assertEquals("a%2F%C3%BC", call.header("x-restate-service-key"));
    assertFalse(start.getPartialState());
    assertEquals(3, start.getStateMapCount());
    assertEquals(large.length, start.getStateMap(2).getValue().size());
    assertEquals(0, harness.outbound.used());
  }

  @Test
  void queuesBeyondTheConcurrencyLimitInOrder() {
    List<FakeEndpoint.Call> open = new ArrayList<>();
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, true);
    endpoint.on("h", c -> open.add(c.ok()));
    register(endpoint, HttpVersion.HTTP_2, "BIDI_STREAM", "", 2);
    List<MemoryPartition.Row> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rows.add(harness.call("h", "" + i));
    }
    harness.await("two calls", () -> open.size() == 2);
    assertEquals(
        rows.stream().map(r -> r.id).toList(),
        harness.onLoop(() -> harness.invoker().statuses().stream().map(AttemptStatus::id).toList()));
    assertFalse(harness.status(rows.get(2)).orElseThrow().inFlight());
    harness.onLoop(
        () -> {
          harness.invoker().abort(rows.get(2).id);
          return rows;
        });
    open.getFirst().send(0x0401, "7200").send(0x0003, "").end();
    harness.await("a third call", () -> open.size() == 3);
    assertEquals(rows.get(3).id.toString(), open.get(2).header("x-restate-invocation-id"));
  }

  @Test
  void opensAnotherConnectionWhenOneIsFull() {
    List<FakeEndpoint.Call> open = new ArrayList<>();
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, true);
    endpoint.on("h", c -> open.add(c.ok()));
    register(endpoint, HttpVersion.HTTP_2, "BIDI_STREAM", "");
    List<MemoryPartition.Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(harness.call("h", "" + i));
    }
    harness.await("all calls", () -> open.size() == 300);
    assertEquals(
        3, endpoint.calls.stream().map(c -> c.request.connection().remoteAddress()).distinct().count());
    open.forEach(c -> c.send(0x0401, "7200").send(0x0003, "").end());
    for (MemoryPartition.Row row : rows) {
      harness.await("end", () -> row.last(Effect.End.class).isPresent());
    }
  }

  @Test
  void retriesAfterAllEffectsOfTheFailedAttemptWereApplied() throws Exception {
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, true);
    endpoint.on(
        "h",
        c -> {
          if (endpoint.calls.size() == 1) {
            c.ok().send(0x0411, "5801").send(0x0002, "08f403" + "4001");
          } else {
            c.ok().send(0x0401, "7200").send(0x0003, "").end();
          }
        });
    harness.partition.applies = false;
    register(endpoint, HttpVersion.HTTP_2, "BIDI_STREAM", "");
    MemoryPartition.Row row = harness.call("h", "");
    harness.await("failure", () -> row.effects.size() == 3);
    assertEquals(1, row.loads);
    harness.onLoop(
        () -> {
          harness.partition.applies = true;
          harness.partition.apply(row, List.copyOf(row.effects));
          return row;
        });
    harness.await("end", () -> row.last(Effect.End.class).isPresent());
    FakeEndpoint.Call second = endpoint.calls.stream().skip(1).findFirst().orElseThrow();
    assertEquals(List.of(0x0000, 0x0400, 0x0411), types(second));
    StartMessage start = StartMessage.parseFrom(second.frames.getFirst().payload().toByteArray());
    assertEquals(2, start.getKnownEntries());
    assertEquals(1, start.getRetryCountSinceLastStoredEntry());
  }

  @Test
  void saysWhenNothingListens() {
    harness.register(1, HttpVersion.HTTP_2, "BIDI_STREAM", services("")).start();
    MemoryPartition.Row row = harness.call("h", "");
    harness.await("failure", () -> row.last(Effect.RecordFailure.class).isPresent());
    assertEquals("RT0010", row.last(Effect.RecordFailure.class).orElseThrow().failure().docCode());
    assertEquals(1, row.effects.size());
  }

  @Test
  void saysWhenNoDeploymentIsRegistered() {
    harness.start();
    MemoryPartition.Row row = harness.call("h", "");
    harness.await("failure", () -> row.last(Effect.RecordFailure.class).isPresent());
    assertEquals("RT0011", row.last(Effect.RecordFailure.class).orElseThrow().failure().docCode());
  }

  @Test
  void http1OnlyEndpointIsAnErrorOverHttp2() {
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, false);
    endpoint.on("h", FakeEndpoint.Call::ok);
    register(endpoint, HttpVersion.HTTP_2, "BIDI_STREAM", "");
    MemoryPartition.Row row = harness.call("h", "");
    harness.await("failure", () -> row.last(Effect.RecordFailure.class).isPresent());
    assertEquals("RT0010", row.last(Effect.RecordFailure.class).orElseThrow().failure().docCode());
  }

  private void register(FakeEndpoint endpoint, HttpVersion version, String mode, String settings) {
    register(endpoint, version, mode, settings, 1000);
  }

  private void register(
      FakeEndpoint endpoint, HttpVersion version, String mode, String settings, int concurrency) {
    harness.register(endpoint.port(), version, mode, services(settings)).start(InvokerHarness.config(concurrency));
  }

  private static String services(String settings) {
    String more = settings.isEmpty() ? "" : "," + settings;
    return "{\"name\":\"S\",\"ty\":\"SERVICE\",\"handlers\":[{\"name\":\"h\"" + more + "}]},"
        + "{\"name\":\"O\",\"ty\":\"VIRTUAL_OBJECT\",\"handlers\":[{\"name\":\"o\",\"ty\":\"EXCLUSIVE\"}]}";
  }

  private static List<Integer> types(FakeEndpoint.Call call) {
    return call.frames.stream().map(Frame::type).toList();
  }
}
