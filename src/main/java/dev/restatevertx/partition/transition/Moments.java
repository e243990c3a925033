package dev.restatevertx.partition.transition;

/** Points in time that come from SDKs. */
final class Moments {
  private Moments() {}

  /** The SDK writes epoch millis as u64: what does not fit into a long is as good as never. */
  static long ofUnsigned(long millis) {
    return millis < 0 ? Long.MAX_VALUE : millis;
  }
}
