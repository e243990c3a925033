package dev.restatevertx.telemetry;

import dev.restatevertx.base.Check;
import dev.restatevertx.runtime.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/**
 * The metrics of a node, in the text format of Prometheus. Names are given as they are shown: counters end in
 * {@code _total}, durations in {@code _seconds}. Labels are pairs of name and value; asking twice for the same name and
 * labels gives the same counter or summary. Look meters up once, not per event.
 */
public final class Metrics {
  private static final String TOTAL = "_total";

  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ConcurrentHashMap<String, SummaryFamily> families = new ConcurrentHashMap<>();
  /** The registry refers to them weakly: without this a garbage collection would set the counters to zero. */
  private final List<DoubleSupplier> counterSources = new CopyOnWriteArrayList<>();

  private final Clock clock;
  private final String[] commonLabels;

  /** Metrics labelled with the node they come from. */
  public Metrics(Clock clock, String clusterName, String nodeName) {
    this.clock = clock;
    this.commonLabels = new String[] {"cluster_name", clusterName, "node_name", nodeName};
    registry.config().commonTags(commonLabels);
  }

  /** A counter. */
  public Counter counter(String name, String help, String... labels) {
    io.micrometer.core.instrument.Counter counter = io.micrometer.core.instrument.Counter.builder(base(name))
        .description(help)
        .tags(labels)
        .register(registry);
    return counter::increment;
  }

  /** A counter that somebody else keeps. */
  public void counter(String name, String help, DoubleSupplier value, String... labels) {
    counterSources.add(value);
    FunctionCounter.builder(base(name), value, DoubleSupplier::getAsDouble)
        .description(help)
        .tags(labels)
        .register(registry);
  }

  /** A value that is asked for when somebody reads the metrics, by whatever thread reads them. */
  public void gauge(String name, String help, DoubleSupplier value, String... labels) {
    Gauge.builder(name, value::getAsDouble)
        .description(help)
        .tags(labels)
        .strongReference(true)
        .register(registry);
  }

  /** A summary of durations; its label names must be the same in every call with this name. */
  public Summary summary(String name, String help, String... labels) {
    return families.computeIfAbsent(name, _ -> {
      SummaryFamily family = new SummaryFamily(name, help, clock, commonLabels);
      registry.getPrometheusRegistry().register(family);
      return family;
    }).summary(labels);
  }

  /** All of them, as text. */
  public String scrape() {
    return registry.scrape();
  }

  private static String base(String counterName) {
    Check.argument(
        counterName.endsWith(TOTAL), "Expected the name of a counter to end in _total, but got %s", counterName);
    return counterName.substring(0, counterName.length() - TOTAL.length());
  }
}
