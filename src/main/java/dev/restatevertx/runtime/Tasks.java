package dev.restatevertx.runtime;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Sequential work that may wait: on disk, on the network, on futures. Runs on virtual threads, never on a loop. */
public interface Tasks {
  /** Starts {@code task}; the future completes on the caller's context, and fails with what the task threw. */
  <T> Future<T> run(Callable<T> task);
}
