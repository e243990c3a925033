package dev.restatevertx.runtime;

import dev.restatevertx.base.Check;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.vertx.core.Future;
import java.util.concurrent.CompletionException;

/** Waiting for futures inside {@link Tasks}. */
public final class Await {
  private Await() {}

  /** Waits until {@code future} is complete; throws what it failed with, unwrapped. */
  public static <T> T result(Future<T> future) {
    Check.that(
        !(Thread.currentThread() instanceof FastThreadLocalThread), "Expected a task's thread to wait, but this is a loop");
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
