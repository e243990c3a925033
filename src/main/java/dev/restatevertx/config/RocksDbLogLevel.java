package dev.restatevertx.config;

/** How much RocksDB writes into its own log file. */
public enum RocksDbLogLevel implements ConfigName {
  DEBUG("debug"),
  INFO("info"),
  WARN("warn"),
  ERROR("error"),
  FATAL("fatal"),
  HEADER("header");

  private final String configName;

  RocksDbLogLevel(String configName) {
    this.configName = configName;
  }

  @Override
  public String configName() {
    return configName;
  }
}
