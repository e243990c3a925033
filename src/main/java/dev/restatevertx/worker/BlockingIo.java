package dev.restatevertx.worker;

import dev.restatevertx.runtime.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for what waits on the disk inside of RocksDB: native code would pin a virtual thread's carrier, of which there
 * are as few as cores.
 */
final class BlockingIo implements AutoCloseable {
  private final ExecutorService threads;

  BlockingIo(int threadCount) {
    threads =
        Executors.newFixedThreadPool(threadCount, Thread.ofPlatform().daemon().name("partition-io-", 0).factory());
  }

  /** Runs {@code work} on one of the threads; the future completes on {@code loop}. */
  <T> Future<T> run(Loop loop, Callable<T> work) {
    Promise<T> promise = Promise.promise();
    threads.execute(
        () -> {
          try {
            T result = work.call();
            loop.execute(() -> promise.complete(result));
          } catch (Exception e) {
            loop.execute(() -> promise.fail(e));
          }
        });
    return promise.future();
  }

  @Override
  public void close() {
    threads.close();
  }
}
