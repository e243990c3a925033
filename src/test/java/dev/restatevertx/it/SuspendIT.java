package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.restatevertx.testing.Eventually;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without patience (inactivity timeout 0) every wait suspends the handler; it is resumed when there is news. */
class SuspendIT {
  @RegisterExtension
  static final ServerProcess SERVER =
      ServerProcess.create(
          """
          [worker.invoker]
          inactivity-timeout = "0s"
          """);

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void resumes(Sdk sdk) {
    resumes(SERVER.serve(sdk), sdk);
  }

  /** All ways to wait. */
  static void resumes(Restate restate, Sdk sdk) {
    assertEquals("45", restate.value(sdk.path("Greeter/steps"), "10"));
    assertEquals("\"slept\"", restate.value(sdk.path("Greeter/sleep"), "300"));
    assertEquals("5", restate.value(sdk.path("Greeter/chain"), "5"));
    assertEquals("5", restate.value(sdk.path("Greeter/gather"), "5"));
    assertEquals("3", restate.value(sdk.path("Greeter/fanOut"), "\"suspended:3\""));
    Eventually.holds(
        () -> restate.value(sdk.path("Counter/suspended/get"), "").equals("3"), () -> "Expected all calls to arrive");
    CompletableFuture<Restate.Answer> waiting = restate.callLater(sdk.path("Waiter/suspended/wait"), "");
    Eventually.holds(
        () -> restate.value(sdk.path("Waiter/suspended/awakeable"), "").length() > 2,
        () -> "Expected the handler to create its awakeable");
    String quoted = restate.value(sdk.path("Waiter/suspended/awakeable"), "");
    String id = quoted.substring(1, quoted.length() - 1);
    assertEquals(202, restate.call("/restate/awakeables/" + id + "/resolve", "\"news\"").status());
    assertEquals("\"news\"", waiting.join().body());
  }
}
