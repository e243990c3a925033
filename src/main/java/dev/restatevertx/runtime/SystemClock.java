package dev.restatevertx.runtime;

/** The clocks of this machine. */
public final class SystemClock implements Clock {
  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
