package dev.restatevertx.metadata;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A cached metadata value: may lag behind the store, never goes back. Every method may be called from any thread. */
public interface Watch<T> {
  /** The newest value known here. */
  Optional<T> current();

  /** The version of {@link #current()}; 0 when there is none. */
  long version();

  /**
   * Tells {@code listener}, on {@code executor}, the current value if there is one and then newer ones. Values that
   * come faster than the listener takes them are skipped, except for the newest.
   */
  Subscription subscribe(Executor executor, Consumer<? super T> listener);

  /** Completes, on the caller's Vert.x context, with a value of at least this version. */
  Future<T> awaitVersion(long version);

  /** A listener's registration. */
  interface Subscription {
    /** Ends it: the listener is not called any more, except for a call that is on its way. */
    void cancel();
  }
}
