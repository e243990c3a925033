package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Journaled side effects. */
class StepsIT {
  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void runsTenSteps(Sdk sdk) {
    assertEquals("45", SERVER.serve(sdk).value(sdk.path("Greeter/steps"), "10"));
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void runsNoneAndMany(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    assertEquals("0", restate.value(sdk.path("Greeter/steps"), "0"));
    assertEquals("19900", restate.value(sdk.path("Greeter/steps"), "200"));
  }
}
