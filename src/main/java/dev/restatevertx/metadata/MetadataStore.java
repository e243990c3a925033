package dev.restatevertx.metadata;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * Linearizable, durable values by key. Every method may be called from any thread; the answer comes on the Vert.x
 * context of the caller, if there is one. Failures are {@link MetadataException}.
 */
public interface MetadataStore {
  /** The newest value of a key. */
  Future<Optional<VersionedValue>> get(String key);

  /**
   * Writes a value, durably once the future succeeds. A value that is there is only replaced by one of a higher
   * version.
   */
  Future<Void> put(String key, VersionedValue value, Precondition precondition);

  /** Removes a key, durably once the future succeeds. The next value's version may be any. */
  Future<Void> delete(String key, Precondition precondition);
}
