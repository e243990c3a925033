package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls from handler to handler, one within the other and side by side. */
class CallIT {
  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void callsInAChain(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    assertEquals("10", restate.value(sdk.path("Greeter/chain"), "10"));
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void gathersCalls(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    assertEquals("20", restate.value(sdk.path("Greeter/gather"), "20"));
  }
}
