package dev.restatevertx.invoker.core;

/** Ends an attempt; says why and how to go on. */
public final class AttemptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient AttemptEnd end;

  public AttemptException(AttemptEnd end) {
    super(end.failure().message(), null, false, false);
    this.end = end;
  }

  public AttemptEnd end() {
    return end;
  }
}
