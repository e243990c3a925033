package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.testing.Eventually;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handlers that wait for somebody outside. */
class AwakeableIT {
  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void resolves(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    CompletableFuture<Restate.Answer> waiting = restate.callLater(sdk.path("Waiter/resolved/wait"), "");
    String id = awakeable(restate, sdk, "resolved");
    assertTrue(id.startsWith("sign_1"), id);
    assertEquals(202, restate.call("/restate/awakeables/" + id + "/resolve", "\"now\"").status());
    assertEquals("\"now\"", waiting.join().body());
    // Nobody waits any more, which is nobody's fault.
    assertEquals(202, restate.call("/restate/a/" + id + "/resolve", "\"again\"").status());
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void rejects(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    CompletableFuture<Restate.Answer> waiting = restate.callLater(sdk.path("Waiter/rejected/wait"), "");
    String id = awakeable(restate, sdk, "rejected");
    assertEquals(202, restate.call("/restate/a/" + id + "/reject", "no way").status());
    Restate.Answer answer = waiting.join();
    assertEquals(500, answer.status());
    assertEquals("{\"code\":500,\"message\":\"no way\",\"source\":\"invocation\"}", answer.body());
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void waitsThroughAKill(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    String sent = restate.call(sdk.path("Waiter/killed/wait/send"), "").json().get("invocationId").textValue();
    String id = awakeable(restate, sdk, "killed");
    SERVER.kill();
    SERVER.launch();
    SERVER.awaitReady();
    assertEquals(202, restate.call("/restate/awakeables/" + id + "/resolve", "\"late\"").status());
    assertEquals("\"late\"", restate.read("/restate/attach/" + sent).body());
  }

  private static String awakeable(Restate restate, Sdk sdk, String key) {
    String path = sdk.path("Waiter/" + key + "/awakeable");
    Eventually.holds(() -> restate.value(path, "").length() > 2, () -> "Expected the handler to create its awakeable");
    String quoted = restate.value(path, "");
    return quoted.substring(1, quoted.length() - 1);
  }
}
