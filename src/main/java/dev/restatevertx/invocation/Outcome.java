package dev.restatevertx.invocation;

import dev.restatevertx.base.Bytes;

/** How an invocation, a run, a promise or an awakeable ended. */
public sealed interface Outcome {
  /** Ended with a value; an empty value is a value. */
  record Success(Bytes value) implements Outcome {}

  /** Ended with a terminal failure. */
  record Failed(Failure failure) implements Outcome {}
}
