package dev.restatevertx.ingress;

import dev.restatevertx.base.FriendlyDuration;

/** When a send with a delay is to run. */
final class Delays {
  private Delays() {}

  /**
   * Epoch millis of the execution.
   *
   * @param delay ISO 8601 or friendly
   * @throws Refusal if it is neither, or beyond what a timestamp can hold
   */
  static long executionTime(String delay, long nowMillis) {
    try {
      return Math.addExact(nowMillis, FriendlyDuration.parse(delay).toMillis());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Refusal.badRequest("bad delay query parameter, must be a ISO8601 duration: " + e.getMessage());
    }
  }
}
