package dev.restatevertx.cluster;

/** Whether a node's metadata store is one of the majority's members. */
public enum MetadataServerState {
  /** New: tries to join. */
  PROVISIONING("provisioning"),
  /** Its store counts for a majority. */
  MEMBER("member"),
  /** Copies only. */
  STANDBY("standby");

  private final String text;

  MetadataServerState(String text) {
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
  public static MetadataServerState parse(String text) {
    for (MetadataServerState state : values()) {
      if (state.text.equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException("Expected a metadata server state, but got '" + text + "'");
  }
}
