package dev.restatevertx.ingress;

import dev.restatevertx.telemetry.Counter;
import dev.restatevertx.telemetry.Metrics;
import java.util.HashMap;
import java.util.Map;

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

  private static final Fate[] FATES = Fate.values();

  private final Metrics metrics;
  private final Map<String, Counter[]> calls = new HashMap<>();
  private final Map<String, Counter[]> sends = new HashMap<>();

  RequestCounters(Metrics metrics) {
    this.metrics = metrics;
  }

  /** @param service a registered one, so that their number is bounded; empty if none was found yet */
  void count(String service, boolean send, Fate fate) {
    Counter[] counters = (send ? sends : calls).computeIfAbsent(service, name -> register(name, send));
    counters[fate.ordinal()].increment();
  }

  private Counter[] register(String service, boolean send) {
    Counter[] counters = new Counter[FATES.length];
    for (Fate fate : FATES) {
      counters[fate.ordinal()] =
          metrics.counter(
              "restate_ingress_requests_total",
              "Requests for invocations at the ingress",
              "status",
              fate.label,
              "rpc_service",
              service,
              "rpc_type",
              send ? "send" : "call");
    }
    return counters;
  }
}
