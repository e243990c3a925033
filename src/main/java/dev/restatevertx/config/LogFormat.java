package dev.restatevertx.config;

/** How log lines look. */
public enum LogFormat implements ConfigName {
  /** Several lines, for people. */
  PRETTY("pretty"),
  /** One line, for people. */
  COMPACT("compact"),
  /** One JSON object a line, for machines. */
  JSON("json");

  private final String configName;

  LogFormat(String configName) {
    this.configName = configName;
  }

  @Override
  public String configName() {
    return configName;
  }
}
