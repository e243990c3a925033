package dev.restatevertx.base;

/**
 * A text that is no identifier of the expected kind. The message is short: the doors put it into their answers after
 * the text itself.
 */
public final class IdFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the text. */
  public enum Reason {
    /** No {@code prefix_} at all. */
    BAD_FORMAT("bad format"),
    /** The prefix is that of another kind of resource, or of none. */
    WRONG_TYPE("unexpected resource type"),
    /** The character after the prefix is not the version that we know. */
    BAD_VERSION("unrecognized codec version"),
    BAD_LENGTH("bad length"),
    /** A character outside of the alphabet, or a number too large for its width. */
    BAD_ENCODING("bad encoding");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final Reason reason;

  public IdFormatException(Reason reason) {
    super(reason.text);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
