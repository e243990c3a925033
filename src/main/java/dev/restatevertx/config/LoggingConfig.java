package dev.restatevertx.config;

/**
 * The node's own log.
 *
 * @param filter directives such as {@code warn,restate=info}
 * @param disableAnsiCodes whether lines are without colours
 */
public record LoggingConfig(String filter, LogFormat format, boolean disableAnsiCodes) {}
