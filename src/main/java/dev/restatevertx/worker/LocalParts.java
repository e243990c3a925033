package dev.restatevertx.worker;

import dev.restatevertx.base.KeyRange;
import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.invoker.InvokerImpl;
import dev.restatevertx.log.Log;
import dev.restatevertx.log.Logs;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.state.Expiry;
import dev.restatevertx.partition.state.PartitionReads;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.transition.PartitionStateMachine;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Timers;
import dev.restatevertx.worker.apply.PartitionStoreIo;
import dev.restatevertx.worker.apply.StoreAccess;
import dev.restatevertx.worker.clean.Cleaner;
import dev.restatevertx.worker.lead.Leader;
import dev.restatevertx.worker.lead.OutputLookup;
import dev.restatevertx.worker.lead.Restarts;
import dev.restatevertx.worker.lead.StatePort;
import dev.restatevertx.worker.propose.Proposer;
import dev.restatevertx.worker.rpc.PendingReplies;
import dev.restatevertx.worker.rpc.RequestDesk;
import dev.restatevertx.worker.shuffle.Destinations;
import dev.restatevertx.worker.shuffle.Shuffle;
import dev.restatevertx.worker.timer.TimerQueue;
import dev.restatevertx.worker.trim.DurabilityTracker;
import io.vertx.core.Future;

/** The parts of one partition whose destinations are all in this process. */
final class LocalParts implements PartitionParts {
  private final WorkerSettings settings;
  private final WorkerServices services;
  private final WorkerLoop loop;
  private final KeyRange range;
  private final PartitionStoreIo storeIo;
  private final StoreAccess access;
  private final Destinations destinations;

  LocalParts(
      WorkerSettings settings,
      WorkerServices services,
      WorkerLoop loop,
      KeyRange range,
      PartitionStoreIo storeIo,
      Destinations destinations) {
    this.settings = settings;
    this.services = services;
    this.loop = loop;
    this.range = range;
    this.storeIo = storeIo;
    this.access = new StoreAccess(storeIo);
    this.destinations = destinations;
  }

  @Override
  public GenerationalNodeId nodeId() {
    return services.self();
  }

  @Override
  public Clock clock() {
    return services.clock();
  }

  @Override
  public Logs logs() {
    return services.logs();
  }

  @Override
  public PartitionStoreIo storeIo() {
    return storeIo;
  }

  @Override
  public PartitionStateMachine machine(PartitionState state) {
    return new PartitionStateMachine(state, range);
  }

  @Override
  public DurabilityTracker.Limits durabilityLimits() {
    return settings.durability();
  }

  @Override
  public long proposalBudget() {
    return settings.proposalBytes();
  }

  @Override
  public Future<Long> claimEpoch(int partition) {
    return services.epochs().claim(partition).map(claimed -> claimed.leaderEpoch());
  }

  @Override
  public Leader leader(PartitionProcessor processor, PartitionState state, Proposer proposer, Log log) {
    PartitionReads reads = new PartitionReads(state);
    Timers timers = loop.loop().timers();
    int concurrency = settings.config().invoker().concurrentInvocationsLimit().orElse(Integer.MAX_VALUE);
    var port = new StatePort(reads, access, proposer);
    var invoker = new InvokerImpl(loop.invokerServices(), port);
    var pending = new PendingReplies(settings.pendingReplies());
    return new Leader(
        proposer,
        invoker,
        port,
        new Restarts(reads, access, invoker, timers, concurrency),
        new TimerQueue(
            (after, limit) -> access.read(() -> reads.timers(after, limit)),
            timer ->
                proposer.propose(
                    timer.id().partitionKey(),
                    new Command.FireTimer(timer)),
            clock(),
            timers,
            settings.timersInMemory()),
        new Shuffle(
            processor.partition(),
            (sequence, limit) -> access.read(() -> reads.outbox(sequence, limit)),
            destinations,
            timers,
            settings.shuffleWindow()),
        new Cleaner(
            (now, limit) ->
                access.read(() -> reads.expired(now, limit).stream().map(LocalParts::expired).toList()),
            proposer::propose,
            clock(),
            timers,
            settings.config().cleanupInterval()),
        pending,
        new RequestDesk(proposer, pending, new OutputLookup(reads, access)),
        log::trim,
        range.start());
  }

  private static Cleaner.Expired expired(Expiry expiry) {
    return new Cleaner.Expired(expiry.id(), expiry.kind() == Expiry.Kind.JOURNAL);
  }
}
