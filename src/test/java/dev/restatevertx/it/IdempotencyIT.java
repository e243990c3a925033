package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests with the same idempotency key are one. */
class IdempotencyIT {
  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void answersRepeatedCallsAlike(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    String path = sdk.path("Counter/repeated/add");
    Restate.Answer first = restate.call(path, "1", "idempotency-key", "k1");
    Restate.Answer second = restate.call(path, "1", "idempotency-key", "k1");
    assertEquals("1", first.body());
    assertEquals("1", second.body());
    assertEquals("", first.header("idempotency-expires"));
    assertTrue(second.header("idempotency-expires").endsWith("+00:00"), second.header("idempotency-expires"));
    assertEquals(first.header("x-restate-id"), second.header("x-restate-id"));
    assertEquals("2", restate.value(path, "1", "idempotency-key", "k2"));
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void answersConcurrentCallsAlike(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    List<CompletableFuture<Restate.Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(restate.callLater(sdk.path("Counter/together/add"), "1", "idempotency-key", "k"));
    }
    calls.forEach(call -> assertEquals("1", call.join().body()));
    assertEquals("1", restate.value(sdk.path("Counter/together/get"), ""));
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void tellsWhatWasSentBefore(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    String path = sdk.path("Greeter/greet/send");
    assertEquals("Accepted", restate.call(path, "\"a\"", "idempotency-key", "s").json().get("status").textValue());
    assertEquals(
        "PreviouslyAccepted", restate.call(path, "\"b\"", "idempotency-key", "s").json().get("status").textValue());
    assertEquals("\"hi a\"", restate.value(sdk.path("Greeter/greet"), "\"c\"", "idempotency-key", "s"));
    String byKey = "/restate/invocation" + sdk.path("Greeter/greet") + "/s/";
    assertEquals("\"hi a\"", restate.read(byKey + "output").body());
    assertEquals("\"hi a\"", restate.read(byKey + "attach").body());
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void remembersThroughAKill(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    String path = sdk.path("Counter/remembered/add");
    assertEquals("1", restate.value(path, "1", "idempotency-key", "k"));
    SERVER.kill();
    SERVER.launch();
    SERVER.awaitReady();
    assertEquals("1", restate.value(path, "1", "idempotency-key", "k"));
    assertEquals("1", restate.value(sdk.path("Counter/remembered/get"), ""));
  }
}
