package dev.restatevertx.partition.codec;

/**
 * A record or value of a kind or version that this build does not know: written by a newer one. It must stop the
 * partition, for skipping it would make its state differ from that of others.
 */
public final class UnknownRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownRecordException(String message) {
    super(message);
  }

  static UnknownRecordException kind(String what, int kind) {
    return new UnknownRecordException(
        "Expected a " + what + " of a kind known to this version, but got kind " + kind
            + "; run the version that wrote it, or a newer one");
  }
}
