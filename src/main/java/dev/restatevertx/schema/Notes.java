package dev.restatevertx.schema;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a discovery document says for people: documentation and free key-value pairs. */
public record Notes(Optional<String> documentation, SortedMap<String, String> metadata) {
  public static final Notes NONE = new Notes(Optional.empty(), Collections.emptySortedMap());

  public Notes {
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }
}
