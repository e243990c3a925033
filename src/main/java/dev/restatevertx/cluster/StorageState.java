package dev.restatevertx.cluster;

/** How far a node's log store may be used for new and old records. */
public enum StorageState {
  /** Not used yet: its store has no marker. The state of a new node. */
  PROVISIONING("provisioning"),
  /** In new nodesets, written and read. */
  READ_WRITE("read-write"),
  /** In no new nodeset, read, need not be written. */
  READ_ONLY("read-only"),
  /** The store is gone for good; its records count as once written. */
  GONE("gone"),
  /** The store lost records: it is read, but what it lacks proves nothing. */
  DATA_LOSS("data-loss"),
  /** Never written or read. */
  DISABLED("disabled");

  private final String text;

  StorageState(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /**
   * The state of a name.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static StorageState parse(String text) {
    for (StorageState state : values()) {
      if (state.text.equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException("Expected a storage state, but got '" + text + "'");
  }
}
