package dev.restatevertx.telemetry;

import dev.restatevertx.runtime.Clock;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** All summaries of one name. */
final class SummaryFamily implements Collector {
  private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999, 1.0};
  private static final double NANOS_PER_SECOND = 1e9;

  private final String name;
  private final String help;
  private final Clock clock;
  private final String[] commonLabels;
  private final Map<List<String>, Summary> summaries =
      new ConcurrentSkipListMap<>((a, b) -> String.join("\0", a).compareTo(String.join("\0", b)));

  SummaryFamily(String name, String help, Clock clock, String[] commonLabels) {
    this.name = name;
    this.help = help;
    this.clock = clock;
    this.commonLabels = commonLabels;
  }

  Summary summary(String... labels) {
    return summaries.computeIfAbsent(List.of(labels), _ -> new Summary(clock.nanos()));
  }

  @Override
  public SummarySnapshot collect() {
    SummarySnapshot.Builder snapshot = SummarySnapshot.builder().name(name).help(help);
    summaries.forEach((labels, summary) -> snapshot.dataPoint(point(labels, summary)));
    return snapshot.build();
  }

  private SummaryDataPointSnapshot point(List<String> labels, Summary summary) {
    Summary.Reading reading = summary.read(clock.nanos(), QUANTILES);
    Quantile[] quantiles = new Quantile[QUANTILES.length];
    for (int i = 0; i < QUANTILES.length; i++) {
      quantiles[i] = new Quantile(QUANTILES[i], reading.quantileNanos().get(i) / NANOS_PER_SECOND);
    }
    return SummaryDataPointSnapshot.builder()
        .labels(Labels.of(commonLabels).merge(Labels.of(labels.toArray(String[]::new))))
        .count(reading.count())
        .sum(reading.sumNanos() / NANOS_PER_SECOND)
        .quantiles(Quantiles.of(quantiles))
        .build();
  }
}
