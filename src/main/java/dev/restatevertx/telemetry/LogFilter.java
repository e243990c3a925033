package dev.restatevertx.telemetry;

import dev.restatevertx.base.Check;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;

/**
 * Which log lines are written: a comma-separated list of {@code level} and {@code target=level}, as in
 * {@code warn,restate=info}; the longest target that fits decides. Levels are error, warn, info, debug, trace, off; a
 * target alone means all of its lines. {@code restate_worker} and {@code restate::worker} are ways to write
 * {@code restate.worker}.
 *
 * @param root what counts for loggers without a directive of their own
 * @param targets level by logger name, in the order of the text
 */
public record LogFilter(Level root, Map<String, Level> targets) {
  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if a directive cannot be read; the message names it
   */
  public static LogFilter parse(String text) {
    Level root = Level.SEVERE;
    Map<String, Level> targets = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String directive = part.strip();
      if (directive.isEmpty()) {
        continue;
      }
      Check.argument(
          directive.indexOf('[') < 0,
          "Expected log directives like \"warn,restate=info\", but got \"%s\": filters by span are not supported",
          directive);
      int equals = directive.indexOf('=');
      if (equals >= 0) {
        targets.put(target(directive.substring(0, equals)), level(directive.substring(equals + 1), directive));
      } else if (isLevel(directive)) {
        root = level(directive, directive);
      } else {
        targets.put(target(directive), Level.ALL);
      }
    }
    return new LogFilter(root, targets);
  }

  private static String target(String text) {
    return text.strip().replace("::", ".").replace('_', '.');
  }

  private static boolean isLevel(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "error", "warn", "info", "debug", "trace", "off" -> true;
      default -> false;
    };
  }

  private static Level level(String text, String directive) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "error" -> Level.SEVERE;
      case "warn" -> Level.WARNING;
      case "info" -> Level.INFO;
      case "debug" -> Level.FINE;
      case "trace" -> Level.ALL;
      case "off" -> Level.OFF;
      default -> throw new IllegalArgumentException(
          "Expected a level (error, warn, info, debug, trace, off) in the log directive \"" + directive
              + "\", but got \"" + text + "\"");
    };
  }
}
