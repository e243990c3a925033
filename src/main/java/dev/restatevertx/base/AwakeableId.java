package dev.restatevertx.base;

/**
 * An awakeable as SDKs of protocol V4 and later create it: a numbered signal of an invocation.
 *
 * @param invocation the invocation that waits
 * @param signalIndex the signal's number, unsigned
 */
public record AwakeableId(InvocationId invocation, int signalIndex) implements AwakeableRef {
  static final String PREFIX = "sign";

  /** {@code sign_1…}, 44 characters. */
  @Override
  public String toString() {
    return AwakeableText.format(PREFIX, invocation, signalIndex);
  }

  /**
   * Reads the text form.
   *
   * @throws IdFormatException if the text is no id of this kind
   */
  public static AwakeableId parse(String text) {
    byte[] bytes = AwakeableText.parse(text, PREFIX);
    return new AwakeableId(InvocationId.readFrom(bytes, 0), AwakeableText.index(bytes));
  }
}
