package dev.restatevertx.base;

/**
 * Something that can only be wrong because of a programming error or damaged data. It stops the partition it happens
 * in.
 */
public final class InvariantViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvariantViolation(String message) {
    super(message);
  }

  public InvariantViolation(String message, Throwable cause) {
    super(message, cause);
  }
}
