package dev.restatevertx.config;

/** A constant that has a name in the configuration. */
public interface ConfigName {
  /** How the constant is written in files, environment and flags. */
  String configName();
}
