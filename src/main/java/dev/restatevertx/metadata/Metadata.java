package dev.restatevertx.metadata;

import dev.restatevertx.base.Check;
import dev.restatevertx.cluster.LogsMetadata;
import dev.restatevertx.cluster.NodesConfiguration;
import dev.restatevertx.cluster.PartitionTable;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The metadata of the cluster as this node knows it: the store, and a cached value with a watch for each kind that many
 * parts read. What goes through here, by typed update or by raw put, reaches the watches. Safe from any thread.
 */
public final class Metadata implements MetadataStore {
  private final MetadataStore store;
  private final ReadModifyWrite readModifyWrite;
  private final Map<String, Watched<?>> watched = new ConcurrentHashMap<>();

  private record Watched<T>(MetadataKind<T> kind, CachedValue<T> value, CoalescingWriter<T> writer) {
    void offer(VersionedValue stored) {
      if (stored.version() > value.version()) {
        value.offer(kind.codec().decode(stored.value()));
      }
    }
  }

  /**
   * With nodes, logs and partition table watched.
   *
   * @param epochMillis the wall clock, for the time of change that values carry
   */
  public Metadata(MetadataStore store, LongSupplier epochMillis) {
    this.store = store;
    this.readModifyWrite = new ReadModifyWrite(store, epochMillis);
    watch(MetadataKind.NODES);
    watch(MetadataKind.LOGS);
    watch(MetadataKind.PARTITION_TABLE);
  }

  /** The watch of a kind, from now on if there was none. */
  public <T> Watch<T> watch(MetadataKind<T> kind) {
    return watched(kind).value();
  }

  /** The watch of the nodes configuration. */
  public Watch<NodesConfiguration> nodes() {
    return watch(MetadataKind.NODES);
  }

  /** The watch of the log chains. */
  public Watch<LogsMetadata> logs() {
    return watch(MetadataKind.LOGS);
  }

  /** The watch of the partition table. */
  public Watch<PartitionTable> partitionTable() {
    return watch(MetadataKind.PARTITION_TABLE);
  }

  @SuppressWarnings("unchecked")
  private <T> Watched<T> watched(MetadataKind<T> kind) {
    Watched<?> found =
        watched.computeIfAbsent(
            kind.key(),
            _ -> {
              CachedValue<T> value = new CachedValue<>(kind.codec());
              return new Watched<>(kind, value, new CoalescingWriter<>(kind, readModifyWrite, value::offer));
            });
    Check.argument(
        found.kind().codec().equals(kind.codec()), "Expected one codec for '%s', but there are two", kind.key());
    return (Watched<T>) found;
  }

  /**
   * Changes a watched value by compare-and-set. Changes of the same key that come while one is written are written
   * together. The version and time of change are set here; {@code change} only makes the content, maybe several times,
   * and may throw to refuse. Completes on the caller's Vert.x context with the value that was written.
   */
  public <T> Future<T> update(MetadataKind<T> kind, Function<Optional<T>, T> change) {
    return watched(kind).writer().update(change);
  }

  /** Changes one value that is not watched, such as a partition's epoch, by compare-and-set. */
  public <T> Future<T> updateUnwatched(MetadataKind<T> kind, Function<Optional<T>, T> change) {
    return readModifyWrite.run(kind, change);
  }

  /** Reads every watched key from the store. */
  public Future<Void> refresh() {
    List<Future<?>> reads = new ArrayList<>();
    watched.keySet().forEach(key -> reads.add(get(key)));
    return Future.all(reads).mapEmpty();
  }

  @Override
  public Future<Optional<VersionedValue>> get(String key) {
    return store.get(key).map(value -> {
      value.ifPresent(v -> offer(key, v));
      return value;
    });
  }

  @Override
  public Future<Void> put(String key, VersionedValue value, Precondition precondition) {
    return store.put(key, value, precondition).onSuccess(_ -> offer(key, value));
  }

  @Override
  public Future<Void> delete(String key, Precondition precondition) {
    return store.delete(key, precondition);
  }

  private void offer(String key, VersionedValue value) {
    Watched<?> target = watched.get(key);
    if (target != null) {
      target.offer(value);
    }
  }
}
