package dev.restatevertx.base;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An amount of bytes with its text form: {@code 64.0 KiB}, {@code 512 MB}, {@code 1024}.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private record Unit(String name, long bytes) {}

  private static final List<Unit> BINARY =
      List.of(
          new Unit("PiB", 1L << 50),
          new Unit("TiB", 1L << 40),
          new Unit("GiB", 1L << 30),
          new Unit("MiB", 1L << 20),
          new Unit("KiB", 1L << 10));
  private static final List<Unit> DECIMAL =
      List.of(
          new Unit("PB", 1_000_000_000_000_000L),
          new Unit("TB", 1_000_000_000_000L),
          new Unit("GB", 1_000_000_000L),
          new Unit("MB", 1_000_000L),
          new Unit("KB", 1_000L));

  public ByteSize {
    Check.argument(bytes >= 0, "Expected a byte size of at least 0, but got %s", bytes);
  }

  public static ByteSize ofKibibytes(long kibibytes) {
    return new ByteSize(Math.multiplyExact(kibibytes, 1L << 10));
  }

  public static ByteSize ofMebibytes(long mebibytes) {
    return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  /**
   * Reads a number, which may have a fraction, and a unit: {@code B}, {@code KB}, {@code MB}, {@code GB}, {@code TB},
   * {@code PB} for powers of 1000, {@code KiB} … {@code PiB} for powers of 1024, of either case; {@code K}, {@code M} …
   * alone count as powers of 1000. No unit means bytes. Fractions of a byte are cut off.
   *
   * @throws IllegalArgumentException if the text is anything else, or too large
   */
  public static ByteSize parse(String text) {
    String trimmed = text.strip();
    int split = 0;
    while (split < trimmed.length() && isNumeric(trimmed.charAt(split))) {
      split++;
    }
    Optional<Long> unit = unitOf(trimmed.substring(split).strip());
    if (split == 0 || unit.isEmpty()) {
      throw expected(text);
    }
    try {
      BigDecimal number = new BigDecimal(trimmed.substring(0, split).replace("_", ""));
      return new ByteSize(
          number.multiply(BigDecimal.valueOf(unit.get())).setScale(0, RoundingMode.DOWN).longValueExact());
    } catch (ArithmeticException | NumberFormatException _) {
      throw expected(text);
    }
  }

  /** The shortest of the forms with one decimal that is read back as the same number; else the bare bytes. */
  @Override
  public String toString() {
    return oneDecimal(BINARY).or(() -> oneDecimal(DECIMAL)).orElseGet(() -> bytes + " B");
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  private Optional<String> oneDecimal(List<Unit> units) {
    for (Unit unit : units) {
      if (bytes >= unit.bytes) {
        BigDecimal size = BigDecimal.valueOf(unit.bytes);
        BigDecimal number = BigDecimal.valueOf(bytes).divide(size, 1, RoundingMode.HALF_UP);
        BigDecimal readBack = number.multiply(size).setScale(0, RoundingMode.DOWN);
        boolean exact = readBack.compareTo(BigDecimal.valueOf(bytes)) == 0;
        return exact ? Optional.of(number + " " + unit.name) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isNumeric(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '_';
  }

  private static Optional<Long> unitOf(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (upper.isEmpty() || upper.equals("B")) {
      return Optional.of(1L);
    }
    String full = upper.length() == 1 || upper.endsWith("I") ? upper + "B" : upper;
    for (List<Unit> units : List.of(BINARY, DECIMAL)) {
      for (Unit unit : units) {
        if (unit.name.toUpperCase(Locale.ROOT).equals(full)) {
          return Optional.of(unit.bytes);
        }
      }
    }
    return Optional.empty();
  }

  private static IllegalArgumentException expected(String text) {
    return new IllegalArgumentException("Expected a byte size such as \"64.0 KiB\" or 1024, but got \"" + text + "\"");
  }
}
