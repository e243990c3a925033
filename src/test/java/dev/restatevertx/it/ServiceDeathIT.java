package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.restatevertx.testing.Eventually;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Services that die in the middle of an attempt: what they began is ended by those that take their place. */
class ServiceDeathIT {
  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void goesOnWithTheNextProcess(Sdk sdk) {
    Restate restate = SERVER.client();
    int port = Ports.free(1).getFirst();
    String asleep;
    String waiting;
    String awakeable;
    try (ServiceProcess dying = sdk.start(port)) {
      restate.register(dying.url(), false);
      assertEquals("3", restate.value(sdk.path("Counter/dying/add"), "3"));
      asleep = sent(restate, sdk.path("Greeter/sleep/send"), "1500");
      waiting = sent(restate, sdk.path("Waiter/dying/wait/send"), "");
      String path = sdk.path("Waiter/dying/awakeable");
      Eventually.holds(() -> restate.value(path, "").length() > 2, () -> "Expected the handler to create its awakeable");
      awakeable = restate.value(path, "").replace("\"", "");
    }
    String whileDown = sent(restate, sdk.path("Counter/dying/add/send"), "4");
    assertEquals(202, restate.call("/restate/a/" + awakeable + "/resolve", "\"still\"").status());
    try (ServiceProcess _ = sdk.start(port)) {
      assertEquals("\"slept\"", restate.read("/restate/attach/" + asleep).body());
      assertEquals("\"still\"", restate.read("/restate/attach/" + waiting).body());
      assertEquals("7", restate.read("/restate/attach/" + whileDown).body());
    }
  }

  private static String sent(Restate restate, String path, String body) {
    Restate.Answer answer = restate.call(path, body);
    assertEquals(202, answer.status(), answer.body());
    return answer.json().get("invocationId").textValue();
  }
}
