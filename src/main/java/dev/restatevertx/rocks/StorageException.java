package dev.restatevertx.rocks;

/** A store cannot do what it was asked; its message says which store, why and what helps. */
public final class StorageException extends RuntimeException {
  /** Why. */
  public enum Reason {
    /** The disk is full. Heals when space returns. */
    NO_SPACE,
    /** The disk failed a request. May heal. */
    IO,
    /** What is stored does not match its checksums, or parts of it are missing. Does not heal. */
    DAMAGED,
    /** The store is closed, or refuses work after an earlier fault until it is reopened. */
    UNAVAILABLE,
    /** It would have had to wait where the caller forbade that, or something that is no fault of the disk. */
    OTHER
  }

  private final Reason reason;

  StorageException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  StorageException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
