package dev.restatevertx.routing;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.Result;

/** What a door may ask of a partition. A retried request keeps its request id. */
public sealed interface PartitionRequest {
  RequestId requestId();

  /** The key that decides the partition. */
  long partitionKey();

  /**
   * Creates an invocation. Its {@code source} is {@code Source.Ingress(requestId)}; its sink is set by the leader.
   *
   * @param reply when to answer
   */
  record Invoke(RequestId requestId, InvocationRequest invocation, ReplyOn reply) implements PartitionRequest {
    @Override
    public long partitionKey() {
      return invocation.id().partitionKey();
    }
  }

  /** When an {@link Invoke} is answered. */
  enum ReplyOn {
    /** Created or found: {@link PartitionReply.Submitted}. */
    SUBMITTED,
    /** Ended: {@link PartitionReply.Completed}. */
    COMPLETED
  }

  /** Waits for the outcome: {@link PartitionReply.Completed} or {@link PartitionReply.NotFound}. */
  record Attach(RequestId requestId, InvocationId id) implements PartitionRequest {
    @Override
    public long partitionKey() {
      return id.partitionKey();
    }
  }

  /** Reads the outcome if there is one: {@code Completed}, {@code NotReady}, {@code NotFound} or {@code NotSupported}. */
  record GetOutput(RequestId requestId, InvocationId id) implements PartitionRequest {
    @Override
    public long partitionKey() {
      return id.partitionKey();
    }
  }

  /** Sends a signal, an awakeable's resolution too: {@link PartitionReply.Accepted} once it is in the log. */
  record Signal(RequestId requestId, InvocationId id, SignalId signal, Result result) implements PartitionRequest {
    @Override
    public long partitionKey() {
      return id.partitionKey();
    }
  }

  /** Cancels, kills or purges: {@link PartitionReply.Verb} once it is applied. */
  record Operate(RequestId requestId, InvocationId id, Verb verb) implements PartitionRequest {
    @Override
    public long partitionKey() {
      return id.partitionKey();
    }
  }

  /** What an operator can do to an invocation. */
  enum Verb {
    CANCEL,
    KILL,
    PURGE,
    PURGE_JOURNAL
  }
}
