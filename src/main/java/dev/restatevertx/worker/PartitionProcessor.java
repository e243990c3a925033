package dev.restatevertx.worker;

import dev.restatevertx.base.KeyRange;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.log.Log;
import dev.restatevertx.log.LogReader;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.rocks.StorageException;
import dev.restatevertx.routing.PartitionEndpoint;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.PartitionRequest;
import dev.restatevertx.routing.RoutingException;
import dev.restatevertx.runtime.Loop;
import dev.restatevertx.worker.apply.Applier;
import dev.restatevertx.worker.lead.Leader;
import dev.restatevertx.worker.propose.Proposer;
import dev.restatevertx.worker.trim.DurabilityTracker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One partition on this node: applies its log and, when it may, leads it. Lives on one loop.
 *
 * <pre>
 *              claim epoch, announce          own announcement read back
 *  FOLLOWING ------------------------> CAMPAIGNING ------------------------> LEADING
 *      ^                                    |                                   |
 *      +---- a higher epoch is announced, or an append fails (then again) ------+
 *
 *  any --- a record cannot be applied ---> BROKEN          any --- stop(), abandon() ---> STOPPED
 * </pre>
 */
public final class PartitionProcessor implements PartitionEndpoint, Applier.Listener, Proposer.Listener {
  private static final Logger LOG = System.getLogger("restate.partition");
  private static final Duration RETRY_DELAY = Duration.ofMillis(500);

  private final int partition;
  private final KeyRange range;
  private final Loop loop;
  private final PartitionParts parts;
  private final PartitionState state;
  private final Applier applier;
  private final DurabilityTracker durability;

  /** Written on the loop only; others may look. */
  private volatile Phase phase = Phase.FOLLOWING;
  private long epoch;
  private Optional<LogReader> reader = Optional.empty();
  private Optional<Log> log = Optional.empty();
  private Optional<Proposer> candidate = Optional.empty();
  private Optional<Leader> leader = Optional.empty();
  private String reason = "it has not started";
  private Promise<Void> leading = Promise.promise();

  /** Where the partition stands. */
  public enum Phase {
    FOLLOWING,
    CAMPAIGNING,
    LEADING,
    BROKEN,
    STOPPED
  }

  PartitionProcessor(int partition, KeyRange range, Loop loop, PartitionParts parts, PartitionState state) {
    this.partition = partition;
    this.range = range;
    this.loop = loop;
    this.parts = parts;
    this.state = state;
    this.applier = new Applier(parts.machine(state), state, parts.storeIo(), this);
    this.durability =
        new DurabilityTracker(
            () -> applier.writeAll().compose(_ -> parts.storeIo().flush()),
            lsn -> leader.ifPresent(current -> current.durable(lsn)),
            parts.clock(),
            parts.durabilityLimits(),
            state.progress().durableLsn());
  }

  public int partition() {
    return partition;
  }

  public Phase phase() {
    return phase;
  }

  /** Why the partition does not lead, in words; empty while it does. */
  public String reason() {
    return phase == Phase.LEADING ? "" : reason;
  }

  @Override
  public Loop loop() {
    return loop;
  }

  /** Completes when the partition leads for the first time, or fails when it broke before. */
  Future<Void> leading() {
    return leading.future();
  }

  /** Opens the log and campaigns with an epoch that was claimed for this process. */
  void campaign(long claimedEpoch) {
    if (phase == Phase.BROKEN || phase == Phase.STOPPED) {
      return;
    }
    phase = Phase.CAMPAIGNING;
    epoch = claimedEpoch;
    reason = "it waits for its own announcement in the log";
    parts
        .logs()
        .open(partition, loop, true)
        .onComplete(
            opened -> {
              if (phase != Phase.CAMPAIGNING || epoch != claimedEpoch) {
                return;
              }
              if (opened.succeeded()) {
                announce(opened.result());
              } else {
                stepDown("the log cannot be opened: " + opened.cause().getMessage());
              }
            });
  }

  private void announce(Log opened) {
    reader.ifPresent(LogReader::close);
    applier.rewind();
    log = Optional.of(opened);
    LogReader attached = opened.read(state.progress().appliedLsn() + 1, applier);
    reader = Optional.of(attached);
    applier.attach(attached);
    var proposer = new Proposer(loop, opened, parts.clock(), epoch, parts.proposalBudget(), this);
    candidate = Optional.of(proposer);
    proposer.propose(
        range.start(), new Command.AnnounceLeader(epoch, parts.nodeId().id(), parts.nodeId().generation(), range));
  }

  @Override
  public void applied(int records, long bytes, List<Action> actions) {
    int from = 0;
    for (int i = 0; i < actions.size(); i++) {
      if (actions.get(i) instanceof Action.LeaderAnnounced(var announced, _)) {
        if (announced == epoch && phase == Phase.CAMPAIGNING) {
          lead();
          from = i + 1;
        } else if (Long.compareUnsigned(announced, epoch) > 0) {
          stepDown("partition has a leader of epoch " + announced);
        }
      }
    }
    if (phase == Phase.LEADING) {
      leader.orElseThrow().execute(actions.subList(from, actions.size()));
    }
    durability.applied(records, bytes);
  }

  private void lead() {
    phase = Phase.LEADING;
    Proposer proposer = candidate.orElseThrow();
    candidate = Optional.empty();
    Log current = log.orElseThrow();
    Leader elected = parts.leader(this, state, proposer, current);
    leader = Optional.of(elected);
    elected.start();
    LOG.log(Level.DEBUG, "partition {0} leads with epoch {1}", partition, epoch);
    leading.tryComplete();
  }

  @Override
  public void handle(PartitionRequest request, Promise<PartitionReply> reply) {
    switch (phase) {
      case LEADING -> leader.orElseThrow().handle(request, reply);
      case FOLLOWING, CAMPAIGNING, STOPPED ->
          reply.fail(
              new RoutingException(
                  RoutingException.Reason.NOT_LEADER, "partition " + partition + " does not lead: " + reason));
      case BROKEN ->
          reply.fail(
              new RoutingException(
                  RoutingException.Reason.UNAVAILABLE, "partition " + partition + " is broken: " + reason));
    }
  }

  @Override
  public void abandon(RequestId request) {
    leader.ifPresent(current -> current.abandon(request));
  }

  /** The current leadership, if any. */
  public Optional<Leader> leader() {
    return leader;
  }

  /** The state as applied so far; to be read on the loop only. */
  public PartitionState state() {
    return state;
  }

  /** Called once a second or so: what has to happen even when nothing happens. */
  void tick() {
    durability.check();
    leader.ifPresent(Leader::tick);
  }

  @Override
  public void beforeAppend(Proposer proposer) {
    leader.ifPresent(Leader::truncateOutbox);
  }

  @Override
  public void roomAgain() {
    leader.ifPresent(current -> current.invoker().proposalsWelcome());
  }

  @Override
  public void appendFailed(Throwable cause) {
    LOG.log(Level.WARNING, "partition {0} cannot append to its log: {1}", partition, cause.getMessage());
    stepDown(String.valueOf(cause.getMessage()));
  }

  @Override
  public void storeFailed(StorageException cause) {
    abandon("the partition store cannot be used: " + cause.getMessage());
  }

  /** Gives up for good without touching the store; another processor takes over once the store works again. */
  void abandon(String why) {
    if (phase == Phase.BROKEN || phase == Phase.STOPPED) {
      return;
    }
    LOG.log(Level.WARNING, "partition {0} stops for now: {1}", partition, why);
    reason = why;
    closeLeadership(new RoutingException(RoutingException.Reason.LOST_LEADER, why));
    phase = Phase.STOPPED;
    applier.stop();
    reader.ifPresent(LogReader::close);
  }

  @Override
  public void broken(Throwable cause) {
    reason = String.valueOf(cause.getMessage());
    LOG.log(
        Level.ERROR,
        "partition " + partition + " is broken after record " + state.progress().appliedLsn() + " and stops: " + reason,
        cause);
    closeLeadership(new RoutingException(RoutingException.Reason.UNAVAILABLE, "partition is broken: " + reason));
    phase = Phase.BROKEN;
    applier.stop();
    reader.ifPresent(LogReader::close);
    leading.tryFail(cause);
  }

  /** Gives up leading or campaigning and tries again later. */
  private void stepDown(String why) {
    closeLeadership(
        new RoutingException(RoutingException.Reason.LOST_LEADER, "partition " + partition + " stepped down: " + why));
    phase = Phase.FOLLOWING;
    reason = why;
    loop.timers().after(RETRY_DELAY, this::campaignAgain);
  }

  private void campaignAgain() {
    if (phase != Phase.FOLLOWING) {
      return;
    }
    parts
        .claimEpoch(partition)
        .onComplete(
            claimed ->
                loop.execute(
                    () -> {
                      if (phase != Phase.FOLLOWING) {
                        return;
                      }
                      if (claimed.succeeded()) {
                        campaign(claimed.result());
                      } else {
                        reason = "no leader epoch can be claimed: " + claimed.cause().getMessage();
                        loop.timers().after(RETRY_DELAY, this::campaignAgain);
                      }
                    }));
  }

  private void closeLeadership(RoutingException cause) {
    candidate.ifPresent(Proposer::close);
    candidate = Optional.empty();
    leader.ifPresent(current -> current.close(cause));
    leader = Optional.empty();
  }

  /** Stops for good; what has been applied is on disk then. */
  Future<Void> stop() {
    reason = "the node is stopping";
    closeLeadership(new RoutingException(RoutingException.Reason.UNAVAILABLE, reason));
    boolean hadEnded = phase == Phase.BROKEN || phase == Phase.STOPPED;
    phase = Phase.STOPPED;
    reader.ifPresent(LogReader::close);
    applier.stop();
    leading.tryFail(reason);
    return hadEnded
        ? Future.succeededFuture()
        : applier.writeAll().compose(_ -> parts.storeIo().flush()).mapEmpty();
  }
}
