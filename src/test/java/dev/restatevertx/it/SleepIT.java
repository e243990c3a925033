package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.testing.Eventually;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Durable timers: of a handler that sleeps, and of a send with a delay. */
class SleepIT {
  private static final Duration SLEEP = Duration.ofMillis(700);

  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void sleepsAtLeastThatLong(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    long start = System.nanoTime();
    assertEquals("\"slept\"", restate.value(sdk.path("Greeter/sleep"), String.valueOf(SLEEP.toMillis())));
    assertAtLeast(SLEEP, start);
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void sleepsThroughAKill(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    Restate.Answer sent = restate.call(sdk.path("Greeter/sleep/send"), "3000");
    String id = sent.json().get("invocationId").textValue();
    SERVER.kill();
    SERVER.launch();
    SERVER.awaitReady();
    assertEquals("\"slept\"", restate.read("/restate/attach/" + id).body());
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void delaysSends(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    long start = System.nanoTime();
    Restate.Answer sent = restate.call(sdk.path("Counter/delayed/add/send?delay=" + SLEEP.toMillis() + "ms"), "1");
    assertTrue(sent.json().hasNonNull("executionTime"), sent.body());
    Eventually.holds(
        () -> restate.value(sdk.path("Counter/delayed/get"), "").equals("1"), () -> "Expected the delayed call to run");
    assertAtLeast(SLEEP, start);
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void sleepsInManyInvocationsAtOnce(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    CompletableFuture<?>[] calls = new CompletableFuture<?>[50];
    for (int i = 0; i < calls.length; i++) {
      calls[i] =
          restate
              .callLater(sdk.path("Greeter/sleep"), String.valueOf(i * 10))
              .thenAccept(answer -> assertEquals("\"slept\"", answer.body()));
    }
    CompletableFuture.allOf(calls).join();
  }

  private static void assertAtLeast(Duration expected, long startNanos) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    assertTrue(elapsed.compareTo(expected) >= 0, "Expected at least " + expected + ", but it took " + elapsed);
  }
}
