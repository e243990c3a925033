package dev.restatevertx.ingress;

import dev.restatevertx.telemetry.Counter;
import dev.restatevertx.telemetry.Metrics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts calls and sends by service and by what became of them. One per event loop: the counters are shared. */
final class RequestCounters {
  /** What became of a request. */
  enum Fate {
    /** Sent to its partition. */
    ADMITTED("admitted"),
    /** Answered with a value, or taken. */
    COMPLETED("completed"),
    /** Refused: the caller's mistake. */
    REQUEST_ERROR("request_error"),
    /** Refused: the server's trouble. */
    INGRESS_ERROR("ingress_error"),
    /** Answered with the handler's terminal failure. */
    INVOCATION_ERROR("invocation_error"),
    /** Refused: too much at once. */
    RATE_LIMITED("rate-limited");

    private final String label;

    Fate(String label) {
      this.label = label;
    }
  }

  private final Metrics metrics;
  private final Map<String, Map<Fate, Counter>> calls = new HashMap<>();
  private final Map<String, Map<Fate, Counter>> sends = new HashMap<>();

  RequestCounters(Metrics metrics) {
    this.metrics = metrics;
  }

  /** Counts one; {@code service} is a registered one, so that their number is bounded, or empty if none was found. */
  void count(String service, boolean send, Fate fate) {
    Map<Fate, Counter> counters = (send ? sends : calls).computeIfAbsent(service, name -> register(name, send));
    Optional.ofNullable(counters.get(fate)).orElseThrow().increment();
  }

  private Map<Fate, Counter> register(String service, boolean send) {
    Map<Fate, Counter> counters = new EnumMap<>(Fate.class);
    for (Fate fate : Fate.values()) {
      counters.put(
          fate,
          metrics.counter(
              "restate_ingress_requests_total",
              "Requests for invocations at the ingress",
              "status",
              fate.label,
              "rpc_service",
              service,
              "rpc_type",
              send ? "send" : "call"));
    }
    return counters;
  }
}
