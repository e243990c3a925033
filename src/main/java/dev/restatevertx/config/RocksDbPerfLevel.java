package dev.restatevertx.config;

/** What RocksDB measures per operation. */
public enum RocksDbPerfLevel implements ConfigName {
  DISABLE("disable"),
  ENABLE_COUNT("enable-count"),
  ENABLE_TIME_EXCEPT_FOR_MUTEX("enable-time-except-for-mutex"),
  ENABLE_TIME_AND_CPU_TIME_EXCEPT_FOR_MUTEX("enable-time-and-c-p-u-time-except-for-mutex"),
  ENABLE_TIME("enable-time");

  private final String configName;

  RocksDbPerfLevel(String configName) {
    this.configName = configName;
  }

  @Override
  public String configName() {
    return configName;
  }
}
