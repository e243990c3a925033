package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.restatevertx.testing.Eventually;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One-way calls: each arrives once. */
class FanOutIT {
  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void deliversEachOnce(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    assertEquals("100", restate.value(sdk.path("Greeter/fanOut"), "\"fan:100\""));
    String get = sdk.path("Counter/fan/get");
    Eventually.holds(() -> restate.value(get, "").equals("100"), () -> "Expected 100, but got " + restate.value(get, ""));
    // A call behind all of them in the inbox of the key: nothing came twice.
    assertEquals("100", restate.value(sdk.path("Counter/fan/add"), "0"));
  }
}
