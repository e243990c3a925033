package dev.restatevertx.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FriendlyDurationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1s 500ms|1500",
        "1m|60000",
        "60 sec|60000",
        "60000ms|60000",
        "1d 2h|93600000",
        "1 day, 2 hours|93600000",
        "2weeks|1209600000",
        "1h30m|5400000",
        "1.5h|5400000",
        "0|0",
        "0s|0",
        "PT1M|60000",
        "pt1m|60000",
        "P1DT2H|93600000",
        "P2W|1209600000",
        "P1W1D|691200000",
        "PT0.25S|250",
        "2000 µs|2",
        " 10 Minutes |600000"
      })
  void texts(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), FriendlyDuration.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "10", "1x", "s", "-1s", "PT-1S", "1s -5ms", "1 s2", "P", "1month", "1y", "1e3s", "1s,", "Px",
        "99999999999999999999s", "9999999999999999999999999999999w"})
  void otherTextsAreRefused(String text) {
    Throwable refusal = assertThrows(IllegalArgumentException.class, () -> FriendlyDuration.parse(text));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("Expected a duration such as"), refusal::toString);
  }

  @ParameterizedTest
  @CsvSource({"0,0s", "500,500ms", "1500,1s 500ms", "60000,1m", "86400000,1d", "93600000,1d 2h", "7776000000,90d"})
  void formats(long millis, String text) {
    assertEquals(text, FriendlyDuration.format(Duration.ofMillis(millis)));
  }

  @Property
  void formattedDurationsAreReadBack(@ForAll @LongRange(min = 0) long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    assertEquals(duration, FriendlyDuration.parse(FriendlyDuration.format(duration)));
    assertEquals(duration, FriendlyDuration.parse(duration.toString()));
  }
}
