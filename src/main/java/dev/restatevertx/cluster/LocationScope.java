package dev.restatevertx.cluster;

import java.util.Locale;

/** Fault domains, from the smallest. */
public enum LocationScope {
  NODE,
  ZONE,
  REGION;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scope of a name in either case.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static LocationScope parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "node" -> NODE;
      case "zone" -> ZONE;
      case "region" -> REGION;
      default -> throw new IllegalArgumentException("Expected node, zone or region, but got '" + text + "'");
    };
  }
}
