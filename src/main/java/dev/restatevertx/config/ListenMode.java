package dev.restatevertx.config;

/** On which kinds of sockets a door listens. */
public enum ListenMode implements ConfigName {
  UNIX("unix"),
  TCP("tcp"),
  ALL("all");

  private final String configName;

  ListenMode(String configName) {
    this.configName = configName;
  }

  @Override
  public String configName() {
    return configName;
  }
}
