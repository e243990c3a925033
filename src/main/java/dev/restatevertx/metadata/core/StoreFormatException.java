package dev.restatevertx.metadata.core;

/** The rows of a metadata store are not what they should be. */
public final class StoreFormatException extends RuntimeException {
  public StoreFormatException(String message) {
    super(message);
  }

  public StoreFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
