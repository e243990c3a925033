package dev.restatevertx.config;

import dev.restatevertx.base.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A retry policy of the node's own work: type, intervals, number of retries. */
final class BackoffSection {
  private enum Kind implements ConfigName {
    EXPONENTIAL("exponential"),
    FIXED_DELAY("fixed-delay"),
    NONE("none");

    private final String configName;

    Kind(String configName) {
      this.configName = configName;
    }

    @Override
    public String configName() {
      return configName;
    }
  }

  private BackoffSection() {}

  static Backoff.Exponential exponential(long initialMillis, double factor, OptionalInt maxAttempts, long maxMillis) {
    return new Backoff.Exponential(
        Duration.ofMillis(initialMillis), factor, maxAttempts, Optional.of(Duration.ofMillis(maxMillis)));
  }

  static Backoff read(Section section, Backoff.Exponential fallback) {
    Kind kind = section.get("type", Types.oneOf(Kind.class), Kind.EXPONENTIAL);
    return switch (kind) {
      case NONE -> {
        declareRest(section);
        yield new Backoff.None();
      }
      case FIXED_DELAY -> {
        Backoff fixed =
            new Backoff.FixedDelay(
                section.get("interval", Types.DURATION, fallback.initialInterval()), maxAttempts(section, fallback));
        declareRest(section);
        yield fixed;
      }
      case EXPONENTIAL -> {
        Backoff exponential =
            new Backoff.Exponential(
                section.get("initial-interval", Types.DURATION, fallback.initialInterval()),
                section.get("factor", Types.FACTOR, fallback.factor()),
                maxAttempts(section, fallback),
                Optional.of(
                    section.get(
                        "max-interval", Types.DURATION, fallback.maxInterval().orElse(fallback.initialInterval()))));
        declareRest(section);
        yield exponential;
      }
    };
  }

  /** A policy that is absent unless its type is given. */
  static Optional<Backoff> find(Section section, Backoff.Exponential fallback) {
    if (section.isGiven("type")) {
      return Optional.of(read(section, fallback));
    }
    section.declare("type");
    declareRest(section);
    return Optional.empty();
  }

  private static OptionalInt maxAttempts(Section section, Backoff.Exponential fallback) {
    Type<OptionalInt> type = fallback.maxAttempts().isPresent() ? Types.LIMIT_OR_UNLIMITED : Types.LIMIT;
    return section.get("max-attempts", type, fallback.maxAttempts());
  }

  /** The keys of the other types are known too, but say nothing. */
  private static void declareRest(Section section) {
    for (String name : new String[] {"interval", "initial-interval", "factor", "max-attempts", "max-interval"}) {
      section.declare(name);
    }
  }
}
