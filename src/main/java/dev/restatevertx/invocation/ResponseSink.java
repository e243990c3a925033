package dev.restatevertx.invocation;

import dev.restatevertx.base.InvocationId;

/** Who waits for the outcome of an invocation. */
public sealed interface ResponseSink {
  /** A request at the door; answered by the leader that sees the completion applied. */
  record Ingress(RequestId request) implements ResponseSink {}

  /**
   * A command in the journal of another invocation.
   *
   * @param completionId the id that the caller's SDK gave to this completion (u32)
   * @param kind which notification the caller gets
   */
  record Invocation(InvocationId caller, int completionId, Kind kind) implements ResponseSink {}

  /** The command that waits. */
  enum Kind {
    CALL,
    ATTACH,
    GET_OUTPUT,
    /** The handler waits for a durable promise. */
    PROMISE
  }
}
