package dev.restatevertx.base;

/**
 * An awakeable of SDKs up to protocol V3: an entry of the invocation's journal.
 *
 * @param invocation the invocation that waits
 * @param entryIndex the entry's index, unsigned
 */
public record LegacyAwakeableId(InvocationId invocation, int entryIndex) implements AwakeableRef {
  static final String PREFIX = "prom";

  /** {@code prom_1…}, 44 characters. */
  @Override
  public String toString() {
    return AwakeableText.format(PREFIX, invocation, entryIndex);
  }

  /**
   * Reads the text form.
   *
   * @throws IdFormatException if the text is no id of this kind
   */
  public static LegacyAwakeableId parse(String text) {
    byte[] bytes = AwakeableText.parse(text, PREFIX);
    return new LegacyAwakeableId(InvocationId.readFrom(bytes, 0), AwakeableText.index(bytes));
  }
}
