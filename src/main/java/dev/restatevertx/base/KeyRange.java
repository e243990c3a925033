package dev.restatevertx.base;

/**
 * A range of partition keys.
 *
 * @param start the first key, unsigned
 * @param end the last key, unsigned, inclusive
 */
public record KeyRange(long start, long end) {
  /** All keys. */
  public static final KeyRange FULL = new KeyRange(0, -1);

  public KeyRange {
    Check.argument(
        Long.compareUnsigned(start, end) <= 0, "Expected a range that is not empty, got %016x to %016x", start, end);
  }

  public boolean contains(long key) {
    return Long.compareUnsigned(start, key) <= 0 && Long.compareUnsigned(key, end) <= 0;
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(start) + "-" + Long.toUnsignedString(end);
  }
}
