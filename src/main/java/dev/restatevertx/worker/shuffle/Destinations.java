package dev.restatevertx.worker.shuffle;

import dev.restatevertx.partition.command.Envelope;
import io.vertx.core.Future;

/** The leaders of the cluster's partitions, as a shuffle sees them. Answers come on the shuffle's loop. */
public interface Destinations {
  /** Which partition a key belongs to. */
  int partitionOf(long partitionKey);

  /** The leader of a partition now; fails when there is none that is known. */
  Future<Leader> leaderOf(int partition);

  /** One leadership: it never comes back once it has refused. */
  interface Leader {
    /**
     * Completes when the envelope is committed to the destination's log. Envelopes are committed in the order of the
     * calls, and after one has failed all later ones fail too.
     */
    Future<Void> deliver(Envelope envelope);
  }
}
