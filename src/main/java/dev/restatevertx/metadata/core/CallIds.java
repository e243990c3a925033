package dev.restatevertx.metadata.core;

/** Numbers for calls, unique in one process. */
public final class CallIds {
  private long last;

  /** The next number, from 1. */
  public long next() {
    return ++last;
  }
}
