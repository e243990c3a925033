package dev.restatevertx.worker;

import dev.restatevertx.base.Partitioning;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.runtime.Loop;
import dev.restatevertx.worker.propose.Proposer;
import dev.restatevertx.worker.shuffle.Destinations;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;

/** The partitions of this process as destinations of one partition's outbox. */
final class LocalDestinations implements Destinations {
  private final Loop home;
  private final Map<Integer, PartitionProcessor> processors;
  private final int partitions;

  /**
   * @param home the loop of the outbox's partition
   */
  LocalDestinations(Loop home, Map<Integer, PartitionProcessor> processors, int partitions) {
    this.home = home;
    this.processors = processors;
    this.partitions = partitions;
  }

  @Override
  public int partitionOf(long partitionKey) {
    return Partitioning.partitionOf(partitionKey, partitions);
  }

  @Override
  public Future<Leader> leaderOf(int partition) {
    Promise<Leader> found = Promise.promise();
    PartitionProcessor processor = processors.get(partition);
    if (processor == null) {
      found.fail("partition " + partition + " is not open yet");
      return found.future();
    }
    onLoop(
        processor.loop(),
        () ->
            processor
                .leader()
                .ifPresentOrElse(
                    leader -> answer(() -> found.complete(new LocalLeader(processor.loop(), leader.proposer()))),
                    () -> answer(() -> found.fail("partition " + partition + " does not lead"))));
    return found.future();
  }

  private void answer(Runnable answer) {
    onLoop(home, answer);
  }

  private static void onLoop(Loop loop, Runnable task) {
    if (loop.inLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  private final class LocalLeader implements Leader {
    private final Loop loop;
    private final Proposer proposer;

    /** Used on the destination's loop only: once one was refused, a later one must not overtake it. */
    private boolean refused;

    LocalLeader(Loop loop, Proposer proposer) {
      this.loop = loop;
      this.proposer = proposer;
    }

    @Override
    public Future<Void> deliver(Envelope envelope) {
      if (loop.inLoop()) {
        return propose(envelope);
      }
      Promise<Void> committed = Promise.promise();
      loop.execute(
          () ->
              propose(envelope)
                  .onComplete(done -> home.execute(() -> committed.handle(done))));
      return committed.future();
    }

    /** While the destination has more to append than it takes, messages stay in the outbox. */
    private Future<Void> propose(Envelope envelope) {
      refused |= !proposer.hasRoom();
      return refused
          ? Future.failedFuture("the destination has more work in its log queue than it takes")
          : proposer.propose(envelope);
    }
  }
}
