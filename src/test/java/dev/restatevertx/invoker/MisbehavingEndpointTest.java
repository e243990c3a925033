package dev.restatevertx.invoker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.invocation.Failure;
import dev.restatevertx.journal.AttemptFailure;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.schema.HttpVersion;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Endpoints that break the protocol hurt their own invocation only. */
class MisbehavingEndpointTest {
  private static final List<String> HANDLERS =
      List.of(
          "h404", "h413", "h415", "h503", "h502", "badct", "noTerm", "unknownCtl", "unknownCmd", "endNoOut", "start",
          "notif", "emptySusp", "badCallee", "setOnSvc", "ackCmd", "delay", "errPause", "errFail", "input", "noResult",
          "tooLarge", "cutFrame", "awaitingOn", "garbage", "mismatch", "getPromise", "badAwakeable", "good", "reset");

  private final InvokerHarness harness = new InvokerHarness();

  @BeforeEach
  void start() {
    FakeEndpoint endpoint = FakeEndpoint.start(harness.vertx, true);
    status(endpoint, "h404", 404);
    status(endpoint, "h413", 413);
    status(endpoint, "h415", 415);
    status(endpoint, "h502", 502);
    endpoint.on("h503", c -> c.request.response().setStatusCode(503).putHeader("retry-after", "7").end());
    endpoint.on("badct", c -> c.request.response().putHeader("content-type", "text/plain").end());
    endpoint.on("noTerm", c -> c.ok().end());
    sends(endpoint, "unknownCtl", 0x0009, "");
    sends(endpoint, "unknownCmd", 0x04ff, "");
    sends(endpoint, "endNoOut", 0x0003, "");
    sends(endpoint, "start", 0x0000, "");
    sends(endpoint, "notif", 0x800c, "08012200");
    sends(endpoint, "emptySusp", 0x0001, "");
    sends(endpoint, "badCallee", 0x040d, "0a044e6f7065120168" + "5001" + "5802");
    sends(endpoint, "setOnSvc", 0x0403, "0a01611a030a0131");
    sends(endpoint, "delay", 0x0002, "08f403120164" + "40b817");
    sends(endpoint, "errPause", 0x0002, "08f403120170" + "4801");
    sends(endpoint, "errFail", 0x0002, "08f703120166" + "4802");
    sends(endpoint, "input", 0x0400, "7200");
    sends(endpoint, "noResult", 0x0005, "0801");
    sends(endpoint, "awaitingOn", 0x0006, "");
    sends(endpoint, "mismatch", 0x0002, "08ba0412016d" + "2001" + "2a0172" + "309108");
    sends(endpoint, "getPromise", 0x0409, "0a0170" + "5801");
    sends(endpoint, "badAwakeable", 0x0414, "0a0170" + "1200");
    sends(endpoint, "garbage", 0x0401, "ff");
    byte[] hugeHeader = {4, 1, 0, 0, 0x7f, 0, 0, 0};
    endpoint.on("tooLarge", c -> c.ok().request.response().write(Buffer.buffer(hugeHeader)));
    byte[] halfHeader = {4, 1, 0};
    endpoint.on("cutFrame", c -> c.ok().request.response().end(Buffer.buffer(halfHeader)));
    endpoint.on(
        "ackCmd",
        c ->
            c.ok()
                .send(0x0411 | 0x10000, "5801")
                .onFrame(
                    frame -> {
                      if (frame.type() == 0x0004) {
                        c.send(0x0002, "08f403120161").end();
                      }
                    }));
    endpoint.on("reset", c -> c.ok().request.response().reset(2));
    endpoint.on("good", c -> c.ok().send(0x0401, "72020a00").send(0x0003, "").end());
    String handlers =
        HANDLERS.stream().map(h -> "{\"name\":\"" + h + "\"}").collect(Collectors.joining(","));
    harness
        .register(
            endpoint.port(),
            HttpVersion.HTTP_2,
            "BIDI_STREAM",
            "{\"name\":\"S\",\"ty\":\"SERVICE\",\"handlers\":[" + handlers + "]}")
        .start();
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @ParameterizedTest
  @CsvSource({
    "h404, RT0012, 500, unexpected http status code: 404",
    "h413, RT0019, 500, 413",
    "h415, RT0015, 415, 415",
    "h502, RT0010, 500, service unavailable",
    "badct, RT0012, 500, text/plain",
    "noTerm, RT0007, 500, unknown",
    "unknownCtl, RT0012, 500, 0x0009",
    "unknownCmd, RT0012, 500, 0x04ff",
    "endNoOut, RT0012, 500, Expected an Output before End",
    "start, RT0012, 500, received unexpected message: type 0x0000",
    "notif, RT0012, 500, received unexpected message: type 0x800c",
    "emptySusp, RT0012, 500, waits for nothing",
    "badCallee, RT0018, 500, Nope",
    "setOnSvc, RT0017, 500, may not change state",
    "input, RT0012, 500, received unexpected message: type 0x0400",
    "noResult, RT0012, 500, run completion",
    "awaitingOn, RT0012, 500, received unexpected message",
    "garbage, RT0012, 500, Expected",
    "tooLarge, RT0003, 500, message-size-limit",
    "cutFrame, RT0007, 500, unknown",
    "mismatch, RT0016, 570, m",
    "getPromise, RT0017, 500, has no promises",
    "badAwakeable, RT0017, 500, bad format",
    "reset, RT0010, 500, reset the stream with code 2",
  })
  void backsOff(String handler, String docCode, int code, String text) {
    MemoryPartition.Row row = harness.call(handler, "x");
    awaitFailure(row);
    AttemptStatus status = harness.status(row).orElseThrow();
    AttemptFailure failure = status.lastFailure().orElseThrow();
    assertEquals(docCode, failure.docCode(), failure::message);
    assertEquals(code, failure.code());
    assertTrue(failure.message().contains(text), failure::message);
    assertFalse(status.inFlight());
    assertTrue(status.nextRetryAt().isPresent());
    assertEquals(Optional.empty(), row.pin, "nothing was accepted");
    assertEquals(1, row.entries.size());
    assertEquals(List.of(new Effect.RecordFailure(failure)), List.copyOf(row.effects).subList(0, 1));
    answersOthersStill();
  }

  @Test
  void obeysRetryAfter() {
    assertDelay("h503", 7_000, "RT0023");
  }

  @Test
  void obeysTheDelayOfTheSdk() {
    assertDelay("delay", 3_000, "RT0007");
  }

  @Test
  void pausesWhenTheSdkAsksForIt() {
    MemoryPartition.Row row = harness.call("errPause", "x");
    harness.await("pause", () -> row.last(Effect.Pause.class).isPresent());
    assertEquals(Optional.empty(), harness.status(row));
    assertEquals("p", row.last(Effect.Pause.class).orElseThrow().reason().message());
  }

  @Test
  void failsWhenTheSdkAsksForIt() {
    MemoryPartition.Row row = harness.call("errFail", "x");
    harness.await("failure", () -> row.last(Effect.Fail.class).isPresent());
    assertEquals(Failure.of(503, "f"), row.last(Effect.Fail.class).orElseThrow().failure());
    assertEquals(Optional.empty(), harness.status(row));
  }

  @Test
  void acknowledgesACommandThatAsksForIt() {
    MemoryPartition.Row row = harness.call("ackCmd", "x");
    harness.await("the failure after the acknowledgement", () -> row.last(Effect.RecordFailure.class).isPresent());
    assertTrue(row.pin.isPresent());
    assertTrue(row.entries.get(1) instanceof JournalCommand.Run);
    assertEquals("a", row.last(Effect.RecordFailure.class).orElseThrow().failure().message());
  }

  private void assertDelay(String handler, long millis, String docCode) {
    MemoryPartition.Row row = harness.call(handler, "x");
    awaitFailure(row);
    AttemptStatus status = harness.status(row).orElseThrow();
    long delay = status.nextRetryAt().orElseThrow() - status.lastStartedAt().orElseThrow();
    assertTrue(delay >= millis && delay < millis + 20_000, "delay " + delay);
    assertEquals(docCode, status.lastFailure().orElseThrow().docCode());
  }

  private void awaitFailure(MemoryPartition.Row row) {
    harness.await(
        row.target + " to back off",
        () -> harness.invoker().status(row.id).flatMap(AttemptStatus::lastFailure).isPresent());
  }

  private void answersOthersStill() {
    MemoryPartition.Row row = harness.call("good", "x");
    harness.await("a good call", () -> row.last(Effect.End.class).isPresent());
    assertEquals(List.of(3), row.batches, "pin, output and end are one proposal");
  }

  private static void status(FakeEndpoint endpoint, String handler, int status) {
    endpoint.on(handler, c -> c.request.response().setStatusCode(status).end());
  }

  private static void sends(FakeEndpoint endpoint, String handler, int type, String payloadHex) {
    endpoint.on(handler, c -> c.ok().send(type, payloadHex));
  }
}
