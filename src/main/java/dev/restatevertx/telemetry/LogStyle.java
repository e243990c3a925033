package dev.restatevertx.telemetry;

/** How log lines look. */
public enum LogStyle {
  /** A head line and the message below it. */
  PRETTY,
  /** One line. */
  COMPACT,
  /** One JSON object a line. */
  JSON
}
