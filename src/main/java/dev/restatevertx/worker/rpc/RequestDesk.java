package dev.restatevertx.worker.rpc;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.invocation.Source;
import dev.restatevertx.partition.action.VerbReply;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.PartitionRequest;
import dev.restatevertx.routing.RoutingException;
import dev.restatevertx.worker.propose.Proposer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;

/**
 * Takes the requests of doors and operators while this node leads the partition: proposes what changes something and
 * remembers who waits, reads what is only asked.
 */
public final class RequestDesk {
  private static final String OVERLOADED = "the partition has more work in its log queue than it takes; retry later";

  private final Proposer proposer;
  private final PendingReplies pending;
  private final Lookup lookup;

  /** Reads of what is applied. */
  public interface Lookup {
    /** The outcome of an invocation as {@code Completed}, {@code NotReady}, {@code NotFound} or {@code NotSupported}. */
    Future<PartitionReply> output(InvocationId id);
  }

  public RequestDesk(Proposer proposer, PendingReplies pending, Lookup lookup) {
    this.proposer = proposer;
    this.pending = pending;
    this.lookup = lookup;
  }

  /** Answers now or later. */
  public void handle(PartitionRequest request, Promise<PartitionReply> reply) {
    switch (request) {
      case PartitionRequest.Invoke invoke -> invoke(invoke, reply);
      case PartitionRequest.Attach(var requestId, var id) -> {
        if (admit(requestId, reply, false)) {
          propose(id, new Command.Attach(id, true, new ResponseSink.Ingress(requestId)));
        }
      }
      case PartitionRequest.GetOutput(_, var id) -> lookup.output(id).onComplete(reply);
      case PartitionRequest.Signal signal -> signal(signal, reply);
      case PartitionRequest.Operate(var requestId, var id, var verb) -> {
        if (admit(requestId, reply, false)) {
          propose(id, command(id, verb, requestId));
        }
      }
    }
  }

  /** Answers a verb that was applied. */
  public void verbApplied(RequestId request, VerbReply reply) {
    pending.complete(request, new PartitionReply.Verb(result(reply)));
  }

  private void invoke(PartitionRequest.Invoke invoke, Promise<PartitionReply> reply) {
    if (!admit(invoke.requestId(), reply, invoke.reply() == PartitionRequest.ReplyOn.SUBMITTED)) {
      return;
    }
    InvocationRequest asked = invoke.invocation();
    Optional<ResponseSink> sink =
        switch (invoke.reply()) {
          case SUBMITTED -> Optional.empty();
          case COMPLETED -> Optional.of(new ResponseSink.Ingress(invoke.requestId()));
        };
    InvocationRequest request =
        new InvocationRequest(
            asked.id(),
            asked.target(),
            asked.headers(),
            asked.argument(),
            new Source.Ingress(invoke.requestId()),
            sink,
            asked.idempotencyKey(),
            asked.executionTime(),
            asked.retention(),
            asked.span());
    propose(asked.id(), new Command.Invoke(request));
  }

  private void signal(PartitionRequest.Signal signal, Promise<PartitionReply> reply) {
    if (!proposer.hasRoom()) {
      reply.fail(new RoutingException(RoutingException.Reason.OVERLOADED, OVERLOADED));
      return;
    }
    Command command = new Command.NotifySignal(signal.id(), signal.signal(), signal.result());
    proposer
        .propose(new Envelope(signal.partitionKey(), new Dedup.None(), command))
        .onSuccess(_ -> reply.complete(new PartitionReply.Accepted()))
        .onFailure(
            cause -> reply.fail(new RoutingException(RoutingException.Reason.LOST_LEADER, String.valueOf(cause.getMessage()))));
  }

  private boolean admit(RequestId requestId, Promise<PartitionReply> reply, boolean forSubmission) {
    if (pending.full() || !proposer.hasRoom()) {
      reply.fail(new RoutingException(RoutingException.Reason.OVERLOADED, OVERLOADED));
      return false;
    }
    pending.add(requestId, reply, forSubmission);
    return true;
  }

  private void propose(InvocationId id, Command command) {
    proposer.propose(id.partitionKey(), command);
  }

  private static Command command(InvocationId id, PartitionRequest.Verb verb, RequestId request) {
    Optional<RequestId> reply = Optional.of(request);
    return switch (verb) {
      case CANCEL -> new Command.Terminate(id, Command.Terminate.Mode.CANCEL, reply);
      case KILL -> new Command.Terminate(id, Command.Terminate.Mode.KILL, reply);
      case PURGE -> new Command.Purge(id, reply);
      case PURGE_JOURNAL -> new Command.PurgeJournal(id, reply);
    };
  }

  private static PartitionReply.VerbResult result(VerbReply reply) {
    return switch (reply) {
      case DONE -> PartitionReply.VerbResult.DONE;
      case APPENDED -> PartitionReply.VerbResult.APPENDED;
      case NOT_FOUND -> PartitionReply.VerbResult.NOT_FOUND;
      case ALREADY_COMPLETED -> PartitionReply.VerbResult.ALREADY_COMPLETED;
      case NOT_COMPLETED -> PartitionReply.VerbResult.NOT_COMPLETED;
    };
  }
}
