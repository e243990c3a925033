package dev.restatevertx.protocol;

import java.util.OptionalInt;

/** Versions of the service protocol that this server speaks. */
public final class ProtocolVersions {
  public static final int MIN = 5;
  public static final int MAX = 6;
  public static final String RANGE_TEXT = "V" + MIN + " to V" + MAX;

  private static final String MEDIA_TYPE_PREFIX = "application/vnd.restate.invocation.v";

  private ProtocolVersions() {}

  /** The highest version that both sides speak, if there is one. */
  public static OptionalInt choose(int endpointMin, int endpointMax) {
    int chosen = Math.min(endpointMax, MAX);
    return chosen >= Math.max(endpointMin, MIN) ? OptionalInt.of(chosen) : OptionalInt.empty();
  }

  public static boolean supported(int version) {
    return version >= MIN && version <= MAX;
  }

  /** Content type of request and response in this version. */
  public static String mediaType(int version) {
    return MEDIA_TYPE_PREFIX + version;
  }
}
