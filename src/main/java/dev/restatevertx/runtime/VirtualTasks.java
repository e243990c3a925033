package dev.restatevertx.runtime;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.Callable;

/** {@link Tasks} on virtual threads, one per task. */
public final class VirtualTasks implements Tasks {
  private final VertxInternal vertx;

  /** @param vertx where the futures complete */
  public VirtualTasks(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
  }

  @Override
  public <T> Future<T> run(Callable<T> task) {
    Promise<T> promise = vertx.getOrCreateContext().promise();
    Thread.ofVirtual().name("task").start(() -> complete(promise, task));
    return promise.future();
  }

  // Whatever a task throws, errors included, is the outcome of its future: nobody else is there to see it.
  @SuppressWarnings("ThrowSpecificity")
  private static <T> void complete(Promise<T> promise, Callable<T> task) {
    try {
      promise.complete(task.call());
    } catch (Throwable e) {
      promise.fail(e);
    }
  }
}
