package dev.restatevertx.protocol;

/** A frame announces more bytes than allowed; thrown before any of them is kept. */
public final class MessageTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MessageTooLargeException(int type, long length, long limit) {
    super(
        "Expected a message of at most "
            + limit
            + " bytes, but a message of type "
            + MessageType.toText(type)
            + " has "
            + length
            + ": raise message-size-limit or send less at once",
        null,
        false,
        false);
  }
}
