package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects: one call at a time per key, state that lasts. */
class CounterIT {
  private static final int CALLS = 100;

  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void countsConcurrentCallsOfOneKey(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    List<CompletableFuture<Restate.Answer>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(restate.callLater(sdk.path("Counter/hot/add"), "1"));
    }
    TreeSet<Long> seen = new TreeSet<>();
    calls.forEach(call -> seen.add(Long.valueOf(call.join().body())));
    assertEquals(LongStream.rangeClosed(1, CALLS).boxed().toList(), List.copyOf(seen));
    assertEquals(String.valueOf(CALLS), restate.value(sdk.path("Counter/hot/get"), ""));
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void keepsKeysApart(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    List<CompletableFuture<Restate.Answer>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(restate.callLater(sdk.path("Counter/k" + i % 10 + "/add"), String.valueOf(i)));
    }
    calls.forEach(call -> assertEquals(200, call.join().status()));
    for (int key = 0; key < 10; key++) {
      int sum = 0;
      for (int i = key; i < CALLS; i += 10) {
        sum += i;
      }
      assertEquals(String.valueOf(sum), restate.value(sdk.path("Counter/k" + key + "/get"), ""));
    }
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void keepsStateOverARestart(Sdk sdk) {
    Restate restate = SERVER.serve(sdk);
    assertEquals("5", restate.value(sdk.path("Counter/lasting/add"), "5"));
    SERVER.stop();
    SERVER.launch();
    SERVER.awaitReady();
    assertEquals("7", restate.value(sdk.path("Counter/lasting/add"), "2"));
    SERVER.kill();
    SERVER.launch();
    SERVER.awaitReady();
    assertEquals("7", restate.value(sdk.path("Counter/lasting/get"), ""));
  }
}
