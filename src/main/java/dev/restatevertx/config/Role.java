package dev.restatevertx.config;

/** What a node does. A node runs one or more roles. */
public enum Role implements ConfigName {
  /** The front door for callers. */
  HTTP_INGRESS("http-ingress"),
  /** REST API, UI, SQL and cluster controller. */
  ADMIN("admin"),
  /** Partition processors and invoker. */
  WORKER("worker"),
  /** Durable storage of log records. */
  LOG_SERVER("log-server"),
  /** Durable storage of the cluster's metadata. */
  METADATA_SERVER("metadata-server");

  private final String configName;

  Role(String configName) {
    this.configName = configName;
  }

  @Override
  public String configName() {
    return configName;
  }
}
