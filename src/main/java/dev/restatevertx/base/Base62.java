package dev.restatevertx.base;

/**
 * Fixed-width base 62 (digits, lower case, upper case) of unsigned numbers as it occurs in resource ids: what is
 * encoded is the <em>byte-swapped</em> number, left-padded with zeros. 64 bits take 11 characters, 128 bits take 22.
 */
final class Base62 {
  static final int WIDTH_64 = 11;
  static final int WIDTH_128 = 22;

  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int CHUNK_DIGITS = 5;
  private static final long CHUNK = 62L * 62 * 62 * 62 * 62;
  private static final long LIMB_MASK = 0xFFFF_FFFFL;

  private Base62() {}

  static void append(StringBuilder out, long value) {
    appendNumber(out, 0, Long.reverseBytes(value), WIDTH_64);
  }

  static void append(StringBuilder out, long high, long low) {
    appendNumber(out, Long.reverseBytes(low), Long.reverseBytes(high), WIDTH_128);
  }

  /** Reads {@link #WIDTH_64} characters from {@code at}. */
  static long parse64(String text, int at) {
    long[] number = parseNumber(text, at, WIDTH_64);
    if (number[0] != 0) {
      throw new IdFormatException(IdFormatException.Reason.BAD_ENCODING);
    }
    return Long.reverseBytes(number[1]);
  }

  /** Reads {@link #WIDTH_128} characters from {@code at}: the high half, then the low half. */
  static long[] parse128(String text, int at) {
    long[] number = parseNumber(text, at, WIDTH_128);
    return new long[] {Long.reverseBytes(number[1]), Long.reverseBytes(number[0])};
  }

  /** Divides four 32-bit limbs by 62^5 again and again: each step is one exact 64-bit division. */
  private static void appendNumber(StringBuilder out, long high, long low, int width) {
    long[] limbs = {high >>> 32, high & LIMB_MASK, low >>> 32, low & LIMB_MASK};
    char[] digits = new char[width];
    int at = width;
    while (at > 0) {
      long remainder = 0;
      for (int i = 0; i < limbs.length; i++) {
        long part = (remainder << 32) | limbs[i];
        limbs[i] = part / CHUNK;
        remainder = part % CHUNK;
      }
      for (int i = 0; i < CHUNK_DIGITS && at > 0; i++) {
        digits[--at] = ALPHABET.charAt((int) (remainder % 62));
        remainder /= 62;
      }
    }
    out.append(digits);
  }

  private static long[] parseNumber(String text, int at, int width) {
    long high = 0;
    long low = 0;
    for (int i = at; i < at + width; i++) {
      int digit = digit(text.charAt(i));
      long carry = Math.unsignedMultiplyHigh(low, 62);
      low *= 62;
      long sum = low + digit;
      if (Long.compareUnsigned(sum, low) < 0) {
        carry++;
      }
      low = sum;
      boolean overflow = Math.unsignedMultiplyHigh(high, 62) != 0;
      high *= 62;
      long highSum = high + carry;
      if (digit < 0 || overflow || Long.compareUnsigned(highSum, high) < 0) {
        throw new IdFormatException(IdFormatException.Reason.BAD_ENCODING);
      }
      high = highSum;
    }
    return new long[] {high, low};
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A' + 36;
    }
    return -1;
  }
}
