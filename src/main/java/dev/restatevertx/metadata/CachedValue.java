package dev.restatevertx.metadata;

import dev.restatevertx.base.Check;
import dev.restatevertx.cluster.MetadataCodec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The holder behind a {@link Watch}. */
final class CachedValue<T> implements Watch<T> {
  /** Waiters of one value; more is a leak. */
  private static final int MAX_WAITERS = 100_000;

  private final MetadataCodec<T> codec;
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final List<Waiter<T>> waiters = new ArrayList<>();
  private volatile Optional<T> current = Optional.empty();

  private record Waiter<T>(long version, Promise<T> promise) {}

  CachedValue(MetadataCodec<T> codec) {
    this.codec = codec;
  }

  @Override
  public Optional<T> current() {
    return current;
  }

  @Override
  public long version() {
    return current.map(codec::version).orElse(0L);
  }

  /** Takes a value that was read or written; an older one than the current is ignored. */
  void offer(T value) {
    List<Waiter<T>> reached = new ArrayList<>();
    List<Subscriber> told;
    synchronized (this) {
      long version = codec.version(value);
      if (version <= version()) {
        return;
      }
      current = Optional.of(value);
      waiters.removeIf(w -> w.version() <= version && reached.add(w));
      told = List.copyOf(subscribers);
    }
    told.forEach(Subscriber::wake);
    reached.forEach(w -> w.promise().complete(value));
  }

  @Override
  public Subscription subscribe(Executor executor, Consumer<? super T> listener) {
    Subscriber subscriber = new Subscriber(executor, listener);
    synchronized (this) {
      subscribers.add(subscriber);
    }
    if (current.isPresent()) {
      subscriber.wake();
    }
    return subscriber;
  }

  @Override
  public Future<T> awaitVersion(long version) {
    Promise<T> promise = CallerPromise.create();
    synchronized (this) {
      if (version() < version || current.isEmpty()) {
        Check.that(waiters.size() < MAX_WAITERS, "Expected fewer than %s waiters for one value", MAX_WAITERS);
        waiters.add(new Waiter<>(version, promise));
        return promise.future();
      }
    }
    promise.complete(current.orElseThrow());
    return promise.future();
  }

  /** One listener: at most one call of it is queued. */
  private final class Subscriber implements Subscription {
    private final Executor executor;
    private final Consumer<? super T> listener;
    private boolean queued;
    private boolean cancelled;
    private long toldVersion;

    Subscriber(Executor executor, Consumer<? super T> listener) {
      this.executor = executor;
      this.listener = listener;
    }

    void wake() {
      synchronized (this) {
        if (queued || cancelled) {
          return;
        }
        queued = true;
      }
      executor.execute(this::tell);
    }

    private void tell() {
      T value;
      synchronized (this) {
        queued = false;
        value = current.orElseThrow();
        // Woken again between the read of the value and the end of the last call.
        if (cancelled || codec.version(value) <= toldVersion) {
          return;
        }
        toldVersion = codec.version(value);
      }
      listener.accept(value);
    }

    @Override
    public void cancel() {
      synchronized (this) {
        cancelled = true;
      }
      synchronized (CachedValue.this) {
        subscribers.remove(this);
      }
    }
  }
}
