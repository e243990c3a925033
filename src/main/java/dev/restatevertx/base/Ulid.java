package dev.restatevertx.base;

/**
 * A ULID: 48 bits of epoch milliseconds, 80 random bits, big endian.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Ulid(long high, long low) implements Comparable<Ulid> {
  private static final int TEXT_LENGTH = 26;
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /**
   * Puts a ULID together.
   *
   * @param millis epoch milliseconds, 0 to 2^48 - 1
   * @param randomHigh16 the first 16 random bits, in the lower bits of the argument; the rest of it is not looked at
   * @param randomLow64 the other 64 random bits
   */
  public static Ulid of(long millis, long randomHigh16, long randomLow64) {
    Check.argument(millis >>> 48 == 0, "Expected epoch milliseconds in 48 bits, but got %s", millis);
    return new Ulid((millis << 16) | (randomHigh16 & 0xFFFF), randomLow64);
  }

  /** The epoch milliseconds in it. */
  public long millis() {
    return high >>> 16;
  }

  /** The canonical 26 characters of Crockford's base 32, upper case. */
  @Override
  public String toString() {
    char[] digits = new char[TEXT_LENGTH];
    long upper = high;
    long lower = low;
    for (int i = TEXT_LENGTH - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (lower & 31));
      lower = (lower >>> 5) | (upper << 59);
      upper >>>= 5;
    }
    return new String(digits);
  }

  /**
   * Reads the 26 characters, of either case; {@code I} and {@code L} count as 1, {@code O} as 0.
   *
   * @throws IdFormatException if they are no ULID
   */
  public static Ulid parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      throw new IdFormatException(IdFormatException.Reason.BAD_LENGTH);
    }
    long upper = 0;
    long lower = 0;
    for (int i = 0; i < TEXT_LENGTH; i++) {
      int digit = digit(text.charAt(i));
      // 26 digits hold 130 bits: the first one must be below 8.
      if (digit < 0 || (i == 0 && digit > 7)) {
        throw new IdFormatException(IdFormatException.Reason.BAD_ENCODING);
      }
      upper = (upper << 5) | (lower >>> 59);
      lower = (lower << 5) | digit;
    }
    return new Ulid(upper, lower);
  }

  @Override
  public int compareTo(Ulid other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  private static int digit(char c) {
    char upper = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    return switch (upper) {
      case 'I', 'L' -> 1;
      case 'O' -> 0;
      default -> ALPHABET.indexOf(upper);
    };
  }
}
