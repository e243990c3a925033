package dev.restatevertx.worker.lead;

import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invoker.Invoker;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.PartitionRequest;
import dev.restatevertx.routing.RoutingException;
import dev.restatevertx.worker.clean.Cleaner;
import dev.restatevertx.worker.propose.Proposer;
import dev.restatevertx.worker.rpc.PendingReplies;
import dev.restatevertx.worker.rpc.RequestDesk;
import dev.restatevertx.worker.shuffle.Shuffle;
import dev.restatevertx.worker.timer.TimerQueue;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.LongConsumer;

/** One leadership of a partition: executes the actions of what is applied, until it is closed for good. */
public final class Leader {
  private final Proposer proposer;
  private final Invoker invoker;
  private final StatePort port;
  private final Restarts restarts;
  private final TimerQueue timers;
  private final Shuffle shuffle;
  private final Cleaner cleaner;
  private final PendingReplies pending;
  private final RequestDesk desk;
  private final LongConsumer trimLog;
  private final long partitionKey;

  private long truncatedOutbox;

  /**
   * @param partitionKey any key of the partition, for commands that belong to none
   * @param trimLog told the LSN up to which the log may be trimmed
   */
  public Leader(
      Proposer proposer,
      Invoker invoker,
      StatePort port,
      Restarts restarts,
      TimerQueue timers,
      Shuffle shuffle,
      Cleaner cleaner,
      PendingReplies pending,
      RequestDesk desk,
      LongConsumer trimLog,
      long partitionKey) {
    this.proposer = proposer;
    this.invoker = invoker;
    this.port = port;
    this.restarts = restarts;
    this.timers = timers;
    this.shuffle = shuffle;
    this.cleaner = cleaner;
    this.pending = pending;
    this.desk = desk;
    this.trimLog = trimLog;
    this.partitionKey = partitionKey;
  }

  /** Begins with what the partition's state holds. */
  public void start() {
    restarts.start();
    timers.start();
    shuffle.start();
    cleaner.start();
  }

  public Proposer proposer() {
    return proposer;
  }

  public Invoker invoker() {
    return invoker;
  }

  public void handle(PartitionRequest request, Promise<PartitionReply> reply) {
    desk.handle(request, reply);
  }

  /** Nobody waits for the reply of this request any more. */
  public void abandon(RequestId request) {
    pending.abandon(request);
  }

  /** Executes the actions of applied records, in order. */
  public void execute(List<Action> actions) {
    for (Action action : actions) {
      execute(action);
    }
  }

  /** Truncates the outbox as far as it has been delivered; meant to ride along with an append. */
  public void truncateOutbox() {
    long delivered = shuffle.delivered();
    if (delivered > truncatedOutbox) {
      truncatedOutbox = delivered;
      proposer.propose(partitionKey, new Command.TruncateOutbox(delivered));
    }
  }

  /** Called once a second or so. */
  public void tick() {
    truncateOutbox();
  }

  /** The store has everything up to this LSN on disk. */
  public void durable(long lsn) {
    proposer.propose(partitionKey, new Command.UpdateDurability(lsn));
  }

  /** Ends this leadership: attempts are aborted, who waits is told why. */
  public void close(RoutingException cause) {
    restarts.close();
    invoker.close();
    timers.close();
    shuffle.close();
    cleaner.close();
    proposer.close();
    pending.failAll(cause);
  }

  private void execute(Action action) {
    switch (action) {
      case Action.LeaderAnnounced _ -> {}
      case Action.StartInvocation(var id, var target) -> invoker.start(id, target);
      case Action.AbortInvocation(var id) -> {
        invoker.abort(id);
        port.aborted(id);
      }
      case Action.ForwardNotification(var id, var index, var notification) ->
          invoker.notificationAppended(id, index, notification);
      case Action.EffectsApplied(var id, var effects) -> invoker.effectsApplied(id, effects);
      case Action.AcknowledgeCommand(var id, var index) -> invoker.commandStored(id, index);
      case Action.RegisterTimer(var timer) -> timers.register(timer);
      case Action.DeleteTimer(var timer) -> timers.delete(timer);
      case Action.EnqueueOutbox(var message) -> shuffle.enqueue(message);
      case Action.ReplySubmitted(var request, var id, var isNew, var executionTime) ->
          pending.submitted(request, new PartitionReply.Submitted(id, isNew, executionTime));
      case Action.ReplyOutcome(var request, var id, var target, var outcome, var expiresAt) ->
          pending.complete(request, new PartitionReply.Completed(id, target, outcome, expiresAt));
      case Action.ReplyNotFound(var request, var id) -> pending.complete(request, new PartitionReply.NotFound(id));
      case Action.ReplyVerb(var request, var reply) -> desk.verbApplied(request, reply);
      case Action.TrimLog(var lsn) -> trimLog.accept(lsn);
    }
  }
}
