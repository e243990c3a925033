package dev.restatevertx.config;

/** What makes a partition's state durable enough for its log to be trimmed. */
public enum DurabilityMode implements ConfigName {
  NONE("none"),
  BALANCED("balanced"),
  SNAPSHOT_AND_REPLICA_SET("snapshot-and-replica-set"),
  REPLICA_SET_ONLY("replica-set-only"),
  SNAPSHOT_ONLY("snapshot-only");

  private final String configName;

  DurabilityMode(String configName) {
    this.configName = configName;
  }

  @Override
  public String configName() {
    return configName;
  }
}
