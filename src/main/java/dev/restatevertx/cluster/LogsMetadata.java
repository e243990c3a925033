package dev.restatevertx.cluster;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The chains of all logs (metadata key {@code bifrost_config}).
 *
 * @param version from 1, one more with each change
 * @param modifiedAt a {@link HybridTime}
 * @param provider for new segments
 * @param chains by log id; a log that nothing was appended to yet has none
 */
public record LogsMetadata(
    long version, OptionalLong modifiedAt, LogProvider provider, SortedMap<Integer, LogChain> chains) {
  public LogsMetadata {
    Versions.check(version);
    chains = Collections.unmodifiableSortedMap(new TreeMap<>(chains));
  }

  public Optional<LogChain> chain(int logId) {
    return Optional.ofNullable(chains.get(logId));
  }

  /** The same version with another chain for one log. */
  public LogsMetadata withChain(int logId, LogChain chain) {
    TreeMap<Integer, LogChain> changed = new TreeMap<>(chains);
    changed.put(logId, chain);
    return new LogsMetadata(version, modifiedAt, provider, changed);
  }

  public LogsMetadata withProvider(LogProvider newProvider) {
    return new LogsMetadata(version, modifiedAt, newProvider, chains);
  }
}
