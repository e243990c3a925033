package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.restatevertx.testing.Eventually;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Load on keyed counters while the server is killed and restarted over and over, at random instants, also while it
 * recovers. Every caller repeats its request with the same idempotency key until it is acknowledged, so in the end each
 * counter must be exactly what was asked for: an acknowledged call that is lost makes it smaller, one that is done
 * twice larger. {@code -Dit.kills=N} and {@code -Dit.seed=N} change how often and when.
 */
class CrashIT {
  private static final int KILLS = Integer.getInteger("it.kills", 20);
  private static final long SEED = Long.getLong("it.seed", System.nanoTime());
  private static final int KEYS = 8;
  private static final int CALLERS = 16;
  private static final Duration ANSWER_DEADLINE = Duration.ofMinutes(2);

  /** One in so many requests is a send: acknowledged before it is done. */
  private static final int SENDS = 4;

  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicLong repeats = new AtomicLong();
  private final List<Counter> counters = new ArrayList<>();

  /** What one key was asked for, and what its calls answered. */
  private record Counter(String key, AtomicLong calls, AtomicLong sends, ConcurrentSkipListSet<Long> answers) {}

  @Test
  void countsExactly() throws Exception {
    System.out.println("CrashIT: seed " + SEED + ", kills " + KILLS);
    Restate restate = SERVER.serve(Sdk.JAVA);
    for (int i = 0; i < KEYS; i++) {
      counters.add(new Counter("crash-" + i, new AtomicLong(), new AtomicLong(), new ConcurrentSkipListSet<>()));
    }
    List<Future<?>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        String name = "caller-" + caller;
        SplittableRandom own = random.split();
        callers.add(threads.submit(() -> load(restate, name, own)));
      }
      try {
        killOverAndOver();
      } finally {
        stopping.set(true);
      }
      for (Future<?> caller : callers) {
        caller.get(ANSWER_DEADLINE.toSeconds(), TimeUnit.SECONDS);
      }
    }
    check(restate);
  }

  private void killOverAndOver() {
    int duringRecovery = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      boolean recovering = random.nextInt(3) == 0;
      if (!recovering) {
        SERVER.awaitReady();
      }
      pause(recovering ? random.nextInt(1_500) : 200 + random.nextInt(1_500));
      SERVER.kill();
      duringRecovery += recovering ? 1 : 0;
      SERVER.launch();
    }
    SERVER.awaitReady();
    System.out.println("CrashIT: killed " + KILLS + " times, " + duringRecovery + " of them before it was ready");
  }

  private void load(Restate restate, String caller, SplittableRandom own) {
    for (int i = 0; !stopping.get(); i++) {
      Counter counter = counters.get(own.nextInt(KEYS));
      String idempotencyKey = caller + "-" + i;
      if (own.nextInt(SENDS) == 0) {
        acknowledged(restate, "/JavaCounter/sent-" + counter.key + "/add/send", idempotencyKey, 202);
        counter.sends.incrementAndGet();
      } else {
        String answer = acknowledged(restate, "/JavaCounter/" + counter.key + "/add", idempotencyKey, 200).body();
        counter.calls.incrementAndGet();
        counter.answers.add(Long.valueOf(answer));
      }
    }
  }

  /** Repeats the request until the server says that it is done, or taken. */
  private Restate.Answer acknowledged(Restate restate, String path, String idempotencyKey, int status) {
    long end = System.nanoTime() + ANSWER_DEADLINE.toNanos();
    while (System.nanoTime() - end < 0) {
      try {
        Restate.Answer answer = restate.call(path, "1", "idempotency-key", idempotencyKey);
        if (answer.status() == status) {
          return answer;
        }
        // Nothing else may be said of a registered service, not even right after the start.
        if (answer.status() != 503 && answer.status() != 429) {
          throw new AssertionError("Expected " + status + ", but got " + answer.status() + ": " + answer.body());
        }
      } catch (UncheckedIOException _) {
        // Killed: nobody knows what became of the request.
      }
      repeats.incrementAndGet();
      pause(20);
    }
    throw new AssertionError("Expected " + path + " with key " + idempotencyKey + " to be acknowledged in time");
  }

  private void check(Restate restate) {
    long calls = 0;
    long sends = 0;
    for (Counter counter : counters) {
      long called = counter.calls.get();
      assertEquals(String.valueOf(called), restate.value("/JavaCounter/" + counter.key + "/get", ""), counter.key);
      assertEquals(LongStream.rangeClosed(1, called).boxed().toList(), List.copyOf(counter.answers), counter.key);
      String sent = "/JavaCounter/sent-" + counter.key;
      String expected = String.valueOf(counter.sends.get());
      Eventually.holds(
          () -> restate.value(sent + "/get", "").equals(expected),
          () -> "Expected " + sent + " to be " + expected + ", but it is " + restate.value(sent + "/get", ""));
      assertEquals(expected, restate.value(sent + "/add", "0"), sent);
      calls += called;
      sends += counter.sends.get();
    }
    System.out.println(
        "CrashIT: " + calls + " calls and " + sends + " sends counted exactly, " + repeats.get() + " repeats");
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
