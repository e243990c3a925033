package dev.restatevertx.config;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A token bucket: {@code rate} such as {@code 100/s}, and {@code capacity}. */
final class RateLimitSection {
  private static final Pattern RATE = Pattern.compile("(\\d{1,15})\\s*/\\s*(s|sec|second|m|min|minute|h|hour)");

  /** Rates are kept in tokens a second. */
  private static final Type<Double> TYPE = Type.of(RateLimitSection::parse, RateLimitSection::toToml);

  private RateLimitSection() {}

  /** Absent unless its rate is given. */
  static Optional<RateLimit> find(Section parent, String name) {
    Section section = parent.section(name);
    Optional<Double> rate = section.find("rate", TYPE);
    OptionalInt capacity = section.findCount("capacity");
    return rate.map(r -> new RateLimit(r, capacity));
  }

  private static Double parse(RawValue raw) {
    Matcher rate = RATE.matcher(raw.text());
    if (!rate.matches() || Long.parseLong(rate.group(1)) == 0) {
      throw raw.expected("a rate such as \"100/s\", \"500/minute\" or \"1000/hour\"");
    }
    return Long.parseLong(rate.group(1)) / (double) seconds(rate.group(2));
  }

  private static String toToml(Double perSecond) {
    for (String unit : new String[] {"s", "minute", "hour"}) {
      double tokens = perSecond * seconds(unit);
      if (Math.abs(tokens - Math.rint(tokens)) < 1e-6) {
        return Types.quoted((long) Math.rint(tokens) + "/" + unit);
      }
    }
    throw new IllegalStateException("Expected a whole number of tokens an hour, but got " + perSecond + "/s");
  }

  private static long seconds(String unit) {
    return switch (unit.charAt(0)) {
      case 's' -> 1;
      case 'm' -> 60;
      default -> 3600;
    };
  }
}
