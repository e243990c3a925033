package dev.restatevertx.base;

/** What the outside may call an awakeable: today's signal of an invocation, or the entry of an old journal. */
public sealed interface AwakeableRef permits AwakeableId, LegacyAwakeableId {
  /** The invocation that waits. */
  InvocationId invocation();

  /**
   * Reads either form.
   *
   * @throws IdFormatException if the text is neither
   */
  static AwakeableRef parse(String text) {
    return switch (ResourceText.prefixOf(text)) {
      case AwakeableId.PREFIX -> AwakeableId.parse(text);
      case LegacyAwakeableId.PREFIX -> LegacyAwakeableId.parse(text);
      default -> throw new IdFormatException(IdFormatException.Reason.WRONG_TYPE);
    };
  }
}
