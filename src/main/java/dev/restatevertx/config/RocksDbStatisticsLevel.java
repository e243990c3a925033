package dev.restatevertx.config;

/** What RocksDB counts. */
public enum RocksDbStatisticsLevel implements ConfigName {
  DISABLE_ALL("disable-all"),
  EXCEPT_HISTOGRAM_OR_TIMERS("except-histogram-or-timers"),
  EXCEPT_TIMERS("except-timers"),
  EXCEPT_DETAILED_TIMERS("except-detailed-timers"),
  EXCEPT_TIME_FOR_MUTEX("except-time-for-mutex"),
  ALL("all");

  private final String configName;

  RocksDbStatisticsLevel(String configName) {
    this.configName = configName;
  }

  @Override
  public String configName() {
    return configName;
  }
}
