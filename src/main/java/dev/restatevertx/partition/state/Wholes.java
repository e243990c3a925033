package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prefixes of keys of which every row is in memory, so that the store need not be asked what else there is: the state of
 * a busy key above all.
 */
final class Wholes {
  /** More rows than this are not kept together. */
  static final int MAX_ROWS = 64;

  /** Prefix -> the generation in which it was last used. No prefix begins with another one. */
  private final TreeMap<Bytes, Long> prefixes = new TreeMap<>();

  /** Whether every row of this prefix is in memory. */
  boolean use(Bytes prefix, long generation) {
    return prefixes.computeIfPresent(prefix, (_, _) -> generation) != null;
  }

  void add(Bytes prefix, long generation) {
    prefixes.put(prefix, generation);
  }

  /** A row that the store has has left the memory. */
  void lost(Bytes key) {
    Map.Entry<Bytes, Long> candidate = prefixes.floorEntry(key);
    if (candidate != null) {
      Bytes prefix = candidate.getKey();
      if (key.length() >= prefix.length() && key.slice(0, prefix.length()).equals(prefix)) {
        prefixes.remove(prefix);
      }
    }
  }

  void forgetUnused(long before) {
    prefixes.values().removeIf(usedIn -> usedIn < before);
  }
}
