package dev.restatevertx.config;

import dev.restatevertx.base.ByteSize;
import dev.restatevertx.base.FriendlyDuration;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.tomlj.Toml;

/** The kinds of values that several sections use. */
final class Types {
  static final String UNLIMITED = "unlimited";

  static final Type<String> TEXT = Type.of(Types::text, Types::quoted);
  static final Type<Path> PATH = Type.of(Types::path, path -> quoted(path.toString()));
  static final Type<Boolean> SWITCH = Type.of(Types::bool, String::valueOf);
  static final Type<Integer> COUNT = integer(1, Integer.MAX_VALUE);
  static final Type<Integer> COUNT_OR_ZERO = integer(0, Integer.MAX_VALUE);
  static final Type<Integer> PORT = integer(0, 65_535);
  static final Type<Double> FRACTION = decimal(0, 1);
  static final Type<Double> FACTOR = decimal(1, 1e6);
  static final Type<Duration> DURATION = Type.of(Types::duration, d -> quoted(FriendlyDuration.format(d)));
  static final Type<Duration> POSITIVE_DURATION = Type.of(Types::positiveDuration, DURATION::toToml);

  /** Bytes, at least one. */
  static final Type<Long> BYTES = bytes(1, Long.MAX_VALUE);

  /** Bytes, possibly none. */
  static final Type<Long> BYTES_OR_ZERO = bytes(0, Long.MAX_VALUE);

  /** A limit of a count where no limit is written by leaving the key out. */
  static final Type<OptionalInt> LIMIT = Type.of(Types::limit, n -> n.isPresent() ? "" + n.getAsInt() : "");

  /** A limit of a count that has a default: no limit must be said. */
  static final Type<OptionalInt> LIMIT_OR_UNLIMITED =
      Type.of(Types::limit, n -> n.isPresent() ? "" + n.getAsInt() : quoted(UNLIMITED));

  static final Type<OptionalLong> BYTES_OR_UNLIMITED =
      Type.of(
          raw -> raw.text().equals(UNLIMITED) ? OptionalLong.empty() : OptionalLong.of(BYTES_OR_ZERO.parse(raw)),
          n -> n.isPresent() ? BYTES.toToml(n.getAsLong()) : quoted(UNLIMITED));

  static final Type<URI> ADDRESS = Type.of(Types::address, uri -> quoted(uri.toString()));
  static final Type<HostPort> HOST_PORT = Type.of(Types::hostPort, a -> quoted(a.toString()));
  static final Type<DurationRange> DURATION_RANGE =
      Type.of(
          Types::durationRange,
          r -> quoted(FriendlyDuration.format(r.min()) + ".." + FriendlyDuration.format(r.max())));
  static final Type<List<String>> TEXTS = listOf(TEXT);
  static final Type<List<URI>> ADDRESSES = listOf(ADDRESS);

  /** Texts by name; the names' order is kept. */
  static final Type<SequencedMap<String, String>> TEXT_MAP = Type.of(Types::textMap, Types::inlineTable);

  private Types() {}

  static Type<Integer> integer(int min, int max) {
    String what = max == Integer.MAX_VALUE ? "a whole number of at least " + min
        : "a whole number from " + min + " to " + max;
    return Type.of(
        raw -> {
          if (raw.value() instanceof Long n && n >= min && n <= max) {
            return n.intValue();
          }
          throw raw.expected(what);
        },
        String::valueOf);
  }

  static Type<Double> decimal(double min, double max) {
    return Type.of(
        raw -> {
          if (raw.value() instanceof Number n && n.doubleValue() >= min && n.doubleValue() <= max) {
            return n.doubleValue();
          }
          throw raw.expected("a number from " + min + " to " + max);
        },
        String::valueOf);
  }

  static Type<Long> bytes(long min, long max) {
    return Type.of(
        raw -> {
          if (!(raw.value() instanceof String) && !(raw.value() instanceof Long)) {
            throw raw.expected("a byte size such as \"64.0 KiB\" or 1024");
          }
          long bytes = ByteSize.parse(raw.text()).bytes();
          if (bytes < min || bytes > max) {
            throw raw.expected("a byte size from " + new ByteSize(min) + " to " + new ByteSize(max));
          }
          return bytes;
        },
        n -> quoted(new ByteSize(n).toString()));
  }

  static <E extends Enum<E> & ConfigName> Type<E> oneOf(Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    return Type.of(
        raw ->
            constants.stream()
                .filter(c -> c.configName().equals(raw.value()))
                .findFirst()
                .orElseThrow(() -> raw.expected("one of " + namesOf(constants))),
        c -> quoted(c.configName()));
  }

  static <T> Type<List<T>> listOf(Type<T> element) {
    return Type.of(
        raw -> {
          List<T> parsed = new ArrayList<>();
          for (RawValue part : parts(raw)) {
            parsed.add(element.parse(part));
          }
          return List.copyOf(parsed);
        },
        list -> list.stream().map(element::toToml).collect(Collectors.joining(", ", "[", "]")));
  }

  /** The elements of a list; one text may stand for several, separated by commas. */
  static List<RawValue> parts(RawValue raw) {
    return switch (raw.value()) {
      case List<?> list -> list.stream().map(raw::part).toList();
      case String text ->
          Arrays.stream(text.split(",", -1)).map(String::strip).filter(t -> !t.isEmpty()).map(raw::part).toList();
      default -> throw raw.expected("a list");
    };
  }

  static String namesOf(List<? extends ConfigName> constants) {
    return constants.stream().map(c -> quoted(c.configName())).collect(Collectors.joining(", "));
  }

  static String quoted(String text) {
    return "\"" + Toml.tomlEscape(text) + "\"";
  }

  private static String text(RawValue raw) {
    if (raw.value() instanceof String s) {
      return s;
    }
    if (raw.origin().exactText() && !(raw.value() instanceof Map<?, ?>)) {
      return raw.text();
    }
    throw raw.expected("text in quotes");
  }

  private static Path path(RawValue raw) {
    try {
      return Path.of(text(raw));
    } catch (InvalidPathException _) {
      throw raw.expected("a path");
    }
  }

  private static Boolean bool(RawValue raw) {
    if (raw.value() instanceof Boolean b) {
      return b;
    }
    throw raw.expected("true or false");
  }

  private static Duration duration(RawValue raw) {
    if (raw.value() instanceof String || raw.value() instanceof Long) {
      return FriendlyDuration.parse(raw.text());
    }
    throw raw.expected("a duration such as \"1s 500ms\" or \"PT1M\"");
  }

  private static Duration positiveDuration(RawValue raw) {
    Duration duration = duration(raw);
    if (duration.isZero()) {
      throw raw.expected("a duration above zero");
    }
    return duration;
  }

  private static DurationRange durationRange(RawValue raw) {
    String[] limits = raw.text().split("\\.\\.", -1);
    if (limits.length != 2) {
      throw raw.expected("a range of durations such as \"250ms..1m\"");
    }
    DurationRange range = new DurationRange(FriendlyDuration.parse(limits[0]), FriendlyDuration.parse(limits[1]));
    if (range.min().compareTo(range.max()) > 0) {
      throw raw.expected("a range that begins with the shorter duration");
    }
    return range;
  }

  private static OptionalInt limit(RawValue raw) {
    return raw.text().equals(UNLIMITED) ? OptionalInt.empty() : OptionalInt.of(COUNT.parse(raw));
  }

  /** An address without a scheme is one of HTTP. */
  private static URI address(RawValue raw) {
    String what = "an address such as \"http://host:5122\"";
    if (!(raw.value() instanceof String text) || text.isBlank()) {
      throw raw.expected(what);
    }
    try {
      URI uri = URI.create(text.contains("://") || text.startsWith("unix:") ? text : "http://" + text);
      if (uri.getScheme().startsWith("http") && uri.getHost() == null) {
        throw raw.expected(what);
      }
      return uri.getScheme().startsWith("http") && uri.getRawPath().isEmpty() ? uri.resolve("/") : uri;
    } catch (IllegalArgumentException _) {
      throw raw.expected(what);
    }
  }

  private static HostPort hostPort(RawValue raw) {
    String text = raw.text().startsWith("http://") ? raw.text().substring("http://".length()) : raw.text();
    String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    int colon = trimmed.lastIndexOf(':');
    String host = colon < 0 ? "" : trimmed.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    if (bare.isEmpty() || bracketed != (bare.indexOf(':') >= 0) || !trimmed.substring(colon + 1).matches("\\d{1,5}")) {
      throw raw.expected("host and port such as \"0.0.0.0:5122\" or \"[::]:5122\"");
    }
    return new HostPort(bare, PORT.parse(raw.part(Long.valueOf(trimmed.substring(colon + 1)))));
  }

  private static SequencedMap<String, String> textMap(RawValue raw) {
    if (!(raw.value() instanceof Map<?, ?> map)) {
      throw raw.expected("a table of texts");
    }
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    map.forEach((name, value) -> texts.put(String.valueOf(name), TEXT.parse(raw.part(value))));
    return texts;
  }

  private static String inlineTable(SequencedMap<String, String> map) {
    return map.entrySet().stream()
        .map(e -> quoted(e.getKey()) + " = " + quoted(e.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
