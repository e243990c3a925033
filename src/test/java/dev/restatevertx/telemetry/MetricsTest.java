package dev.restatevertx.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.runtime.SystemClock;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics(new SystemClock(), "c1", "n1");

  @Test
  void namesAndLabelsAreShownAsGiven() {
    metrics.counter("restate_things_total", "Things", "kind", "a").add(3);
    metrics.counter("restate_things_total", "Things", "kind", "a").increment();
    metrics.counter("restate_others_total", "Others", () -> 7);
    metrics.gauge("restate_level_bytes", "Level", () -> 5);
    Summary summary = metrics.summary("restate_wait_duration_seconds", "Wait", "kind", "b");
    summary.record(TimeUnit.MILLISECONDS.toNanos(2));
    String text = metrics.scrape();
    contains(text, "restate_things_total{cluster_name=\"c1\",kind=\"a\",node_name=\"n1\"} 4.0");
    contains(text, "restate_others_total{cluster_name=\"c1\",node_name=\"n1\"} 7.0");
    contains(text, "restate_level_bytes{cluster_name=\"c1\",node_name=\"n1\"} 5.0");
    contains(text, "# TYPE restate_wait_duration_seconds summary");
    contains(text, "restate_wait_duration_seconds_count{cluster_name=\"c1\",kind=\"b\",node_name=\"n1\"} 1");
    contains(text, "restate_wait_duration_seconds_sum{cluster_name=\"c1\",kind=\"b\",node_name=\"n1\"} 0.002");
    assertThrows(IllegalArgumentException.class, () -> metrics.counter("restate_things", "No suffix"));
  }

  @Test
  void countersOfOthersSurviveAGarbageCollection() {
    long[] source = {7};
    metrics.counter("restate_others_total", "Others", () -> source[0]);
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    for (int i = 0; garbage.get() != null && i < 100; i++) {
      System.gc();
    }
    assertNull(garbage.get());
    source[0] = 9;
    contains(metrics.scrape(), "restate_others_total{cluster_name=\"c1\",node_name=\"n1\"} 9.0");
  }

  @Test
  void quantilesAreExactToASixteenth() {
    Summary summary = new Summary(0);
    for (long value = 1; value <= 100_000; value++) {
      summary.record(value * 1000);
    }
    Summary.Reading reading = summary.read(0, 0.5, 0.99, 1.0);
    assertEquals(100_000, reading.count());
    assertEquals(100_000L * 100_001 / 2 * 1000, reading.sumNanos());
    near(50_000_000, reading.quantileNanos().get(0));
    near(99_000_000, reading.quantileNanos().get(1));
    near(100_000_000, reading.quantileNanos().get(2));
    summary.record(-1);
    summary.record(Long.MAX_VALUE);
    near(Long.MAX_VALUE, summary.read(0, 1.0).quantileNanos().get(0));
  }

  @Test
  void quantilesForgetWhatIsOld() {
    Summary summary = new Summary(0);
    summary.record(1_000_000);
    long minute = TimeUnit.MINUTES.toNanos(1);
    near(1_000_000, summary.read(minute, 0.5).quantileNanos().get(0));
    near(1_000_000, summary.read(2 * minute, 0.5).quantileNanos().get(0));
    assertTrue(Double.isNaN(summary.read(3 * minute, 0.5).quantileNanos().get(0)));
    assertEquals(1, summary.read(3 * minute, 0.5).count());
  }

  private static void near(double expected, double actual) {
    assertEquals(expected, actual, expected / 16);
  }

  private static void contains(String text, String line) {
    assertTrue(text.contains(line), () -> "Expected a line \"" + line + "\" in\n" + text);
  }
}
