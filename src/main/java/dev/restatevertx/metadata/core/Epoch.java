package dev.restatevertx.metadata.core;

/**
 * Number of a recovery; a higher one fences all lower ones.
 *
 * @param round from 1; 0 only in {@link #NONE}
 * @param attempt random, unsigned: two recoveries of one round differ in it
 */
public record Epoch(long round, long attempt) implements Comparable<Epoch> {
  /** Before every epoch. */
  public static final Epoch NONE = new Epoch(0, 0);

  @Override
  public int compareTo(Epoch other) {
    return round == other.round
        ? Long.compareUnsigned(attempt, other.attempt)
        : Long.compareUnsigned(round, other.round);
  }

  public boolean isAfter(Epoch other) {
    return compareTo(other) > 0;
  }

  @Override
  public String toString() {
    return "E" + Long.toUnsignedString(round) + "." + Long.toHexString(attempt);
  }
}
