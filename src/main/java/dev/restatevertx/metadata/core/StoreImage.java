package dev.restatevertx.metadata.core;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything a store keeps.
 *
 * @param self this store
 * @param promised no lower epoch than this is served
 * @param installed the epoch whose content this is
 * @param members as of {@code installed}; empty in a new store
 * @param sequencer as of {@code installed}
 * @param entries by key
 */
public record StoreImage(
    Member self,
    Epoch promised,
    Epoch installed,
    Optional<MemberList> members,
    Optional<SequencerName> sequencer,
    SortedMap<String, Entry> entries) {
  public StoreImage {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** A store whose files were just made and that waits to be let in. */
  public static StoreImage empty(Member self) {
    return new StoreImage(self, Epoch.NONE, Epoch.NONE, Optional.empty(), Optional.empty(), new TreeMap<>());
  }

  /**
   * The first store of a new cluster.
   *
   * @param attempt random
   */
  public static StoreImage genesis(Member self, long attempt, SequencerName sequencer) {
    Epoch first = new Epoch(1, attempt);
    MemberList alone = MemberList.of(List.of(self));
    return new StoreImage(self, first, first, Optional.of(alone), Optional.of(sequencer), new TreeMap<>());
  }
}
