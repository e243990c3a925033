package dev.restatevertx.ingress;

import dev.restatevertx.runtime.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code date} header, formatted once a second. One per event loop. */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Clock clock;
  private long second = Long.MIN_VALUE;
  private String text = "";

  HttpDate(Clock clock) {
    this.clock = clock;
  }

  String now() {
    long now = Math.floorDiv(clock.millis(), 1000L);
    if (now != second) {
      text = FORMAT.format(Instant.ofEpochSecond(now));
      second = now;
    }
    return text;
  }
}
