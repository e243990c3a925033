package dev.restatevertx.log;

import dev.restatevertx.metadata.MetadataException;
import dev.restatevertx.metadata.MetadataStore;
import dev.restatevertx.metadata.Precondition;
import dev.restatevertx.metadata.VersionedValue;
import dev.restatevertx.runtime.SeededEntropy;
import dev.restatevertx.runtime.SimLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A slow metadata store that sometimes does not say what became of a write; one per process, on a common memory. */
final class SimMetadata implements MetadataStore {
  private final MemoryMetadata memory;
  private final SimLoop loop;
  private final SeededEntropy entropy;
  private final CrashPoints crashPoints;

  SimMetadata(
      MemoryMetadata memory, SimLoop loop, SeededEntropy entropy, CrashPoints crashPoints) {
    this.memory = memory;
    this.loop = loop;
    this.entropy = entropy;
    this.crashPoints = crashPoints;
  }

  private <T> Future<T> later(Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    var _ =
        loop.timers().after(Duration.ofNanos(entropy.nextInt(2_000_000)), () -> call.get().onComplete(promise));
    return promise.future();
  }

  @Override
  public Future<Optional<VersionedValue>> get(String key) {
    return later(() -> memory.get(key));
  }

  @Override
  public Future<Void> put(String key, VersionedValue value, Precondition precondition) {
    int luck = entropy.nextInt(20);
    return later(
        () -> {
          if (!crashPoints.survives(CrashPoints.Kind.CHAINS_NOT_WRITTEN)) {
            return Promise.<Void>promise().future();
          }
          if (luck == 0) {
            return Future.failedFuture(new MetadataException(MetadataException.Reason.UNAVAILABLE, "not now"));
          }
          if (luck == 1) {
            return Future.failedFuture(
                new MetadataException(MetadataException.Reason.OUTCOME_UNKNOWN, "lost before it was written"));
          }
          Future<Void> written = memory.put(key, value, precondition);
          if (!crashPoints.survives(CrashPoints.Kind.CHAINS_WRITTEN_NOT_ANSWERED)) {
            return Promise.<Void>promise().future();
          }
          return luck == 2
              ? Future.failedFuture(
                  new MetadataException(MetadataException.Reason.OUTCOME_UNKNOWN, "the answer was lost"))
              : written;
        });
  }

  @Override
  public Future<Void> delete(String key, Precondition precondition) {
    return later(() -> memory.delete(key, precondition));
  }
}
