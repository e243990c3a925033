package dev.restatevertx.cluster;

/** Whether a node's worker may hold replicas of partitions. */
public enum WorkerState {
  /** New: sets itself active. */
  PROVISIONING("provisioning"),
  /** May hold replicas. */
  ACTIVE("active"),
  /** Gets no new replica, existing ones move away. */
  DRAINING("draining"),
  /** Holds none. */
  DISABLED("disabled");

  private final String text;

  WorkerState(String text) {
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
  public static WorkerState parse(String text) {
    for (WorkerState state : values()) {
      if (state.text.equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException("Expected a worker state, but got '" + text + "'");
  }
}
