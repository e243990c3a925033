package dev.restatevertx.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** {@code [worker.invoker]}. Keys about clients of endpoints may stand at top level too. */
final class InvokerSection {
  private static final long KIB = 1024;
  private static final Type<Integer> WINDOW =
      Type.of(
          raw -> Types.bytes(64 * KIB - 1, Integer.MAX_VALUE).parse(raw).intValue(),
          n -> Types.BYTES.toToml(n.longValue()));
  private static final Type<Integer> FRAME =
      Type.of(
          raw -> Types.bytes(16 * KIB, (1 << 24) - 1).parse(raw).intValue(),
          n -> Types.BYTES.toToml(n.longValue()));

  private final Section section;
  private final Section root;

  private InvokerSection(Section section, Section root) {
    this.section = section;
    this.root = root;
  }

  static InvokerConfig read(Section section, Section root, Sizing sizing, String clusterName, long messageSizeLimit) {
    return new InvokerSection(section, root).read(sizing, clusterName, messageSizeLimit);
  }

  private InvokerConfig read(Sizing sizing, String clusterName, long defaultMessageSizeLimit) {
    Duration inactivityTimeout = section.get("inactivity-timeout", Types.DURATION, Duration.ofMinutes(1));
    Duration abortTimeout = section.get("abort-timeout", Types.DURATION, Duration.ofMinutes(10));
    long messageSizeWarning = section.later().get("message-size-warning", Types.BYTES, Sizing.mebibytes(10));
    long messageSizeLimit = section.get("message-size-limit", Types.BYTES, defaultMessageSizeLimit);
    boolean disableEagerState = section.find("disable-eager-state", Types.SWITCH).orElse(false);
    long eagerStateSizeLimit = section.get("eager-state-size-limit", Types.BYTES_OR_ZERO, messageSizeLimit);
    if (disableEagerState && section.isGiven("eager-state-size-limit") && eagerStateSizeLimit > 0) {
      section.error(
          "disable-eager-state",
          "expected no eager-state-size-limit beside it, but got one above 0; remove one of them");
    }
    if (disableEagerState) {
      section.show("eager-state-size-limit", Types.BYTES_OR_ZERO, 0L);
    }
    return new InvokerConfig(
        inactivityTimeout,
        abortTimeout,
        messageSizeWarning,
        messageSizeLimit,
        disableEagerState ? 0 : eagerStateSizeLimit,
        section.get("concurrent-invocations-limit", Types.LIMIT_OR_UNLIMITED, OptionalInt.of(1000)),
        section.later().get("in-memory-queue-length-limit", Types.COUNT, 66_049),
        section.later().get("memory-limit", Types.BYTES, sizing.heapShare(4, Sizing.mebibytes(48))),
        section.later().get("per-invocation-memory-limit", Types.BYTES, Sizing.mebibytes(32)),
        section.later().get("per-invocation-initial-memory", Types.BYTES, 32 * KIB),
        disableEagerState,
        section.later().get("max-awaited-future-depth", Types.COUNT, 1000),
        headers(clusterName),
        get("connect-timeout", Types.POSITIVE_DURATION, Duration.ofSeconds(10)),
        http2(),
        requestCompressionThreshold(),
        find("request-identity-private-key-pem-file", Types.PATH),
        get("request-identity-expiration", Types.POSITIVE_DURATION, Duration.ofMinutes(1)),
        findLater("http-proxy", Types.TEXT),
        findLater("no-proxy", Types.TEXT),
        findLater("aws-profile", Types.TEXT),
        findLater("aws-assume-role-external-id", Types.TEXT),
        section.later().find("tmp-dir", Types.TEXT),
        RateLimitSection.find(section.later(), "invocation-throttling"),
        RateLimitSection.find(section.later(), "action-throttling"));
  }

  private SequencedMap<String, String> headers(String clusterName) {
    SequencedMap<String, String> headers = new LinkedHashMap<>();
    headers.put("x-restate-cluster-name", clusterName);
    root.find("additional-request-headers", Types.TEXT_MAP).ifPresent(headers::putAll);
    return section.getMap("additional-request-headers", headers);
  }

  private Http2ClientConfig http2() {
    return new Http2ClientConfig(
        get("http2-keep-alive-interval", Types.DURATION, Duration.ofSeconds(40)),
        get("http2-keep-alive-timeout", Types.POSITIVE_DURATION, Duration.ofSeconds(20)),
        later("http2-keep-alive-jitter", Types.FRACTION, 0.2),
        get("http2-streams-per-connection-limit", Types.COUNT, 128),
        get("http2-idle-connection-timeout", Types.DURATION, Duration.ofMinutes(5)),
        findLater("http2-initial-max-send-streams", Types.COUNT).map(OptionalInt::of).orElse(OptionalInt.empty()),
        get("http2-initial-stream-window-size", WINDOW, 2 << 20),
        get("http2-initial-connection-window-size", WINDOW, 5 << 20),
        get("http2-max-frame-size", FRAME, 16 << 10));
  }

  private Optional<Long> requestCompressionThreshold() {
    OptionalLong threshold =
        section
            .later()
            .get(
                "request-compression-threshold",
                Types.BYTES_OR_UNLIMITED,
                root.later()
                    .find("request-compression-threshold", Types.BYTES_OR_UNLIMITED)
                    .orElse(OptionalLong.of(Sizing.mebibytes(4))));
    return threshold.isPresent() ? Optional.of(threshold.getAsLong()) : Optional.empty();
  }

  private <T> T get(String name, Type<T> type, T fallback) {
    return section.get(name, type, root.find(name, type).orElse(fallback));
  }

  private <T> T later(String name, Type<T> type, T fallback) {
    return section.later().get(name, type, root.later().find(name, type).orElse(fallback));
  }

  private <T> Optional<T> findLater(String name, Type<T> type) {
    return section.later().find(name, type).or(() -> root.later().find(name, type));
  }

  private <T> Optional<T> find(String name, Type<T> type) {
    return section.find(name, type).or(() -> root.find(name, type));
  }
}
