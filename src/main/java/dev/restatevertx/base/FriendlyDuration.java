package dev.restatevertx.base;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in text: {@code 1s 500ms}, {@code 1 day, 2 hours}, {@code 1.5h}, {@code 60sec}, ISO 8601 {@code PT1M}. */
public final class FriendlyDuration {
  private static final Pattern PART = Pattern.compile("\\s*,?\\s*(\\d+(?:\\.\\d+)?)\\s*([a-zA-Zµμ]+)");
  private static final Pattern ISO = Pattern.compile("[+]?P(?:(\\d+)W)?(.*)", Pattern.CASE_INSENSITIVE);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

  private FriendlyDuration() {}

  /**
   * Reads the friendly or the ISO 8601 form, or a bare {@code 0}. A day has 24 hours, a week 7 days; months and years
   * have no fixed length and are refused. Negative durations are refused.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Duration parse(String text) {
    String trimmed = text.strip();
    if (trimmed.equals("0")) {
      return Duration.ZERO;
    }
    Optional<Duration> duration =
        trimmed.regionMatches(true, 0, "P", 0, 1) || trimmed.startsWith("+P") ? iso(trimmed) : friendly(trimmed, text);
    return duration.filter(d -> !d.isNegative()).orElseThrow(() -> expected(text, ""));
  }

  /** The friendly form in days, hours, minutes, seconds and fractions: {@code 1d 2h}, {@code 1s 500ms}, {@code 0s}. */
  public static String format(Duration duration) {
    int nanos = duration.toNanosPart();
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, nanos / 1_000_000, "ms");
    append(text, nanos / 1_000 % 1_000, "µs");
    append(text, nanos % 1_000, "ns");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static Optional<Duration> friendly(String trimmed, String text) {
    Matcher part = PART.matcher(trimmed);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (end < trimmed.length()) {
      if (!part.find() || part.start() != end) {
        return Optional.empty();
      }
      end = part.end();
      try {
        sum = sum.plusNanos(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanosOf(part.group(2), text)))
            .toBigInteger().longValueExact());
      } catch (ArithmeticException _) {
        return Optional.empty();
      }
    }
    return end == 0 ? Optional.empty() : Optional.of(sum);
  }

  private static Optional<Duration> iso(String text) {
    Matcher weeks = ISO.matcher(text);
    if (!weeks.matches()) {
      return Optional.empty();
    }
    try {
      Duration sum = weeks.group(1) == null ? Duration.ZERO : Duration.ofDays(7 * Long.parseLong(weeks.group(1)));
      boolean onlyWeeks = weeks.group(1) != null && weeks.group(2).isEmpty();
      return Optional.of(onlyWeeks ? sum : sum.plus(Duration.parse("P" + weeks.group(2))));
    } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static long nanosOf(String unit, String text) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "weeks", "week", "wks", "wk", "w" -> 7 * NANOS_PER_DAY;
      case "days", "day", "d" -> NANOS_PER_DAY;
      case "hours", "hour", "hrs", "hr", "h" -> 3_600 * NANOS_PER_SECOND;
      case "minutes", "minute", "mins", "min", "m" -> 60 * NANOS_PER_SECOND;
      case "seconds", "second", "secs", "sec", "s" -> NANOS_PER_SECOND;
      case "milliseconds", "millisecond", "millis", "milli", "msecs", "msec", "ms" -> 1_000_000;
      case "microseconds", "microsecond", "micros", "micro", "usecs", "usec", "us", "µs", "μs" -> 1_000;
      case "nanoseconds", "nanosecond", "nanos", "nano", "nsecs", "nsec", "ns" -> 1;
      case "months", "month", "mos", "mo", "years", "year", "yrs", "yr", "y" ->
          throw expected(text, "; months and years have no fixed length, write days instead");
      default -> throw expected(text, "");
    };
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(text.isEmpty() ? "" : " ").append(amount).append(unit);
    }
  }

  private static IllegalArgumentException expected(String text, String hint) {
    return new IllegalArgumentException(
        "Expected a duration such as \"1s 500ms\" or \"PT1M\", but got \"" + text + "\"" + hint);
  }
}
