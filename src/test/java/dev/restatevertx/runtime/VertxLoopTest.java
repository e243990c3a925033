package dev.restatevertx.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.InvariantViolation;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VertxLoopTest {
  private Vertx vertx = Vertx.vertx();
  private VertxLoop loop = VertxLoop.create(vertx);

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    loop = VertxLoop.create(vertx);
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void tasksRunInOrderOnTheContextAndDeferredOnesLast() throws Exception {
    List<String> seen = new ArrayList<>();
    CompletableFuture<List<String>> done = new CompletableFuture<>();
    loop.execute(() -> {
      assertTrue(loop.inLoop());
      seen.add(loop.context().equals(Vertx.currentContext()) ? "context" : "no context");
      loop.defer(() -> {
        seen.add("flush");
        done.complete(seen);
      });
      loop.execute(() -> seen.add("b"));
      seen.add("a");
    });
    assertEquals(List.of("context", "a", "b", "flush"), get(done));
  }

  @Test
  void aTaskThatFailsDoesNotStopTheOthers() throws Exception {
    CompletableFuture<String> done = new CompletableFuture<>();
    loop.execute(() -> {
      throw new IllegalStateException("planted by a test");
    });
    loop.execute(() -> done.complete("ran"));
    assertEquals("ran", get(done));
  }

  @Test
  void deferWorksOutsideATurn() throws Exception {
    CompletableFuture<String> done = new CompletableFuture<>();
    loop.context().runOnContext(_ -> loop.defer(() -> done.complete("ran")));
    assertEquals("ran", get(done));
    assertThrows(InvariantViolation.class, () -> loop.defer(() -> {}));
  }

  @Test
  void everyTaskOfManyThreadsRunsOnce() throws Exception {
    int threads = 4;
    int each = 20_000;
    AtomicInteger count = new AtomicInteger();
    CompletableFuture<String> done = new CompletableFuture<>();
    List<Thread> started = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      started.add(Thread.ofPlatform().start(() -> {
        for (int i = 0; i < each; i++) {
          loop.execute(() -> {
            if (count.incrementAndGet() == threads * each) {
              done.complete("all");
            }
          });
        }
      }));
    }
    for (Thread thread : started) {
      thread.join();
    }
    assertEquals("all", get(done));
  }

  @Test
  void timersFireUnlessCancelled() throws Exception {
    CompletableFuture<String> done = new CompletableFuture<>();
    loop.execute(() -> {
      loop.timers().after(Duration.ofMillis(1), () -> done.complete("cancelled one")).cancel();
      loop.timers().after(Duration.ofSeconds(Long.MAX_VALUE), () -> done.complete("eternity"));
      loop.timers().after(Duration.ofMillis(5), () -> done.complete("timer"));
    });
    assertEquals("timer", get(done));
  }

  @Test
  void tasksRunOnVirtualThreadsAndMayWait() throws Exception {
    VirtualTasks tasks = new VirtualTasks(vertx);
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    loop.execute(() -> tasks.run(() -> {
      int answer = Await.result(tasks.run(() -> 42));
      return Thread.currentThread().isVirtual() && answer == 42;
    }).onSuccess(ok -> done.complete(ok && loop.inLoop())));
    assertTrue(get(done));
    CompletableFuture<Throwable> refused = new CompletableFuture<>();
    loop.execute(() -> {
      try {
        Await.result(tasks.run(() -> 1));
      } catch (InvariantViolation e) {
        refused.complete(e);
      }
    });
    get(refused);
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }
}
