package dev.restatevertx.cluster;

/** Bytes that are not the metadata value they should be. */
public final class MetadataFormatException extends RuntimeException {
  public MetadataFormatException(String message) {
    super(message);
  }

  public MetadataFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
