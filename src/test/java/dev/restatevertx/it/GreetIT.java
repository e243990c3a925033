package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plain call, its failures, and what the door says of it. */
class GreetIT {
  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void greets(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    Restate.Answer answer = restate.call(sdk.path("Greeter/greet"), "\"bob\"");
    assertEquals(200, answer.status());
    assertEquals("\"hi bob\"", answer.body());
    assertEquals("application/json", answer.header("content-type"));
    assertEquals("inv_1", answer.header("x-restate-id").substring(0, 5));
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void passesTerminalErrorsOn(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    Restate.Answer answer = restate.call(sdk.path("Greeter/fail"), "470");
    assertEquals(470, answer.status());
    assertEquals("{\"code\":470,\"message\":\"boom 470\",\"source\":\"invocation\"}", answer.body());
    assertEquals("invocation", answer.header("x-restate-error-source"));
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void keepsTheOutput(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    Restate.Answer call = restate.call(sdk.path("Greeter/greet"), "\"ann\"");
    String id = call.header("x-restate-id");
    Restate.Answer output = restate.read("/restate/output/" + id);
    assertEquals(200, output.status());
    assertEquals("\"hi ann\"", output.body());
    assertEquals("\"hi ann\"", restate.read("/restate/attach/" + id).body());
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void sendsAndAttaches(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    Restate.Answer sent = restate.call(sdk.path("Greeter/greet/send"), "\"sue\"");
    assertEquals(202, sent.status());
    assertEquals("Accepted", sent.json().get("status").textValue());
    String id = sent.json().get("invocationId").textValue();
    assertEquals("\"hi sue\"", restate.read("/restate/attach/" + id).body());
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void survivesLargeBodies(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    String name = "x".repeat(3_000_000);
    assertEquals("\"hi " + name + "\"", restate.value(sdk.path("Greeter/greet"), "\"" + name + "\""));
  }
}
