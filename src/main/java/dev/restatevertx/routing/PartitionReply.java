package dev.restatevertx.routing;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import java.util.OptionalLong;

/** What a partition answers. */
public sealed interface PartitionReply {
  /**
   * @param isNew false: an invocation with this id was there before
   * @param executionTime epoch millis, for a delayed one
   */
  record Submitted(InvocationId id, boolean isNew, OptionalLong executionTime) implements PartitionReply {}

  /**
   * @param completionExpiresAt epoch millis, when the outcome was read from what is kept
   */
  record Completed(InvocationId id, InvocationTarget target, Outcome outcome, OptionalLong completionExpiresAt)
      implements PartitionReply {}

  record NotFound(InvocationId id) implements PartitionReply {}

  record NotReady(InvocationId id) implements PartitionReply {}

  /** The outcome of this invocation is not kept for others to read. */
  record NotSupported(InvocationId id) implements PartitionReply {}

  record Accepted() implements PartitionReply {}

  record Verb(VerbResult result) implements PartitionReply {}

  /** How an operator's verb ended. */
  enum VerbResult {
    DONE,
    APPENDED,
    NOT_FOUND,
    ALREADY_COMPLETED,
    NOT_COMPLETED
  }
}
