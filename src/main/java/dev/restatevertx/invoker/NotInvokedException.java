package dev.restatevertx.invoker;

import dev.restatevertx.base.InvocationId;

/** The invocation is not in status Invoked (any more); there is nothing to run. */
public final class NotInvokedException extends RuntimeException {
  public NotInvokedException(InvocationId id) {
    super("Expected invocation " + id + " to be invoked, but it is not", null, false, false);
  }
}
