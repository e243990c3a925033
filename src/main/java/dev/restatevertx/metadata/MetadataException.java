package dev.restatevertx.metadata;

/** The metadata store did not do what was asked. */
public final class MetadataException extends RuntimeException {
  private final Reason reason;

  public MetadataException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public MetadataException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What kind of trouble. */
  public enum Reason {
    /** The precondition does not hold, or the version is not higher than the stored one; nothing was written. */
    PRECONDITION_FAILED,
    /** It is not known whether the write took place or still will: read again. */
    OUTCOME_UNKNOWN,
    /** Not now; nothing was written. Trying again is safe. */
    UNAVAILABLE,
    /** The value is too large; nothing was written. */
    TOO_LARGE,
    /** A bounded number of attempts of a read-modify-write all met another writer. */
    TOO_MANY_CONFLICTS,
    /** The stored value cannot be read. */
    CORRUPT
  }
}
