package dev.restatevertx.telemetry;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Log records as text. */
final class LineFormatter extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LogStyle style;
  private final String nodeName;
  private final boolean colours;

  LineFormatter(LogStyle style, String nodeName, boolean colours) {
    this.style = style;
    this.nodeName = nodeName;
    this.colours = colours;
  }

  @Override
  public String format(LogRecord record) {
    String message = formatMessage(record);
    Optional<String> stack = stack(record);
    return switch (style) {
      case PRETTY -> head(record) + "\n    " + message.replace("\n", "\n    ") + "\n" + stack.orElse("");
      case COMPACT -> head(record) + ": " + message + "\n" + stack.orElse("");
      case JSON -> json(record, message, stack) + "\n";
    };
  }

  private String head(LogRecord record) {
    String node = nodeName.isEmpty() ? "" : " [" + nodeName + "]";
    return dim(time(record)) + " " + coloured(record.getLevel()) + node + " " + target(record);
  }

  private String json(LogRecord record, String message, Optional<String> stack) {
    StringBuilder line = new StringBuilder(256);
    line.append("{\"timestamp\":\"").append(time(record)).append("\",\"level\":\"").append(name(record.getLevel()))
        .append("\",\"fields\":{\"message\":");
    quote(line, message);
    stack.ifPresent(text -> quote(line.append(",\"error\":"), text));
    quote(line.append("},\"target\":"), target(record));
    if (!nodeName.isEmpty()) {
      quote(line.append(",\"node_name\":"), nodeName);
    }
    return line.append('}').toString();
  }

  private static void quote(StringBuilder line, String text) {
    line.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, line);
    line.append('"');
  }

  private static String time(LogRecord record) {
    Instant instant = record.getInstant();
    return TIME.format(instant);
  }

  private static String target(LogRecord record) {
    String name = record.getLoggerName();
    return name == null ? "" : name;
  }

  private static Optional<String> stack(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown == null) {
      return Optional.empty();
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return Optional.of(text.toString());
  }

  private String dim(String text) {
    return colours ? "\u001b[2m" + text + "\u001b[0m" : text;
  }

  private String coloured(Level level) {
    String name = name(level);
    if (!colours) {
      return name;
    }
    String colour = switch (name) {
      case "ERROR" -> "31";
      case "WARN" -> "33";
      case "INFO" -> "32";
      default -> "34";
    };
    return "\u001b[" + colour + "m" + name + "\u001b[0m";
  }

  private static String name(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (value >= Level.WARNING.intValue()) {
      return "WARN";
    }
    if (value >= Level.INFO.intValue()) {
      return "INFO";
    }
    return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
  }
}
