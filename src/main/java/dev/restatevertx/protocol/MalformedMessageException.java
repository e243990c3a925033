package dev.restatevertx.protocol;

/** Bytes that are no message of the service protocol, or not one that may come at this point. */
public final class MalformedMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedMessageException(String message) {
    super(message, null, false, false);
  }
}
