package dev.restatevertx.log;

import dev.restatevertx.metadata.MetadataException;
import dev.restatevertx.metadata.MetadataStore;
import dev.restatevertx.metadata.Precondition;
import dev.restatevertx.metadata.VersionedValue;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A metadata store in memory that counts its writes; it outlives the processes of a test. */
final class MemoryMetadata implements MetadataStore {
  private final Map<String, VersionedValue> values = new HashMap<>();
  private int writes;

  synchronized int writes() {
    return writes;
  }

  @Override
  public synchronized Future<Optional<VersionedValue>> get(String key) {
    return Future.succeededFuture(Optional.ofNullable(values.get(key)));
  }

  @Override
  public synchronized Future<Void> put(String key, VersionedValue value, Precondition precondition) {
    Optional<VersionedValue> now = Optional.ofNullable(values.get(key));
    boolean holds =
        switch (precondition) {
          case Precondition.None _ -> true;
          case Precondition.DoesNotExist _ -> now.isEmpty();
          case Precondition.MatchesVersion(long version) -> now.isPresent() && now.get().version() == version;
        };
    if (!holds) {
      return Future.failedFuture(
          new MetadataException(MetadataException.Reason.PRECONDITION_FAILED, "the precondition does not hold"));
    }
    values.put(key, value);
    writes++;
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> delete(String key, Precondition precondition) {
    values.remove(key);
    return Future.succeededFuture();
  }
}
