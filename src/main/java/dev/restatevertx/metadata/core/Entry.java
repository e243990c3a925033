package dev.restatevertx.metadata.core;

import dev.restatevertx.base.Bytes;
import java.util.Optional;

/**
 * What the register holds for a key.
 *
 * @param revision counted by the sequencer, one more with each accepted change of the key, tombstones included: the
 *     order
 * @param version the writer's; may start again after a delete; 0 for a tombstone
 * @param tag random, tells writes of the same revision apart
 * @param value empty for a tombstone
 */
public record Entry(String key, long revision, long version, long tag, Optional<Bytes> value) {
  public boolean isTombstone() {
    return value.isEmpty();
  }
}
