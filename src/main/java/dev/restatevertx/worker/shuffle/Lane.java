package dev.restatevertx.worker.shuffle;

import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.runtime.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The way from one outbox to one destination. Messages are pipelined, and all that are on their way go to one and the
 * same leader of the destination: when one fails, the lane waits until every answer is in and starts over, in order,
 * with the leader of then. Otherwise a later message could reach a new leader before an earlier one, which the
 * destination's dedup would then drop.
 */
final class Lane {
  private static final Duration RETRY_DELAY = Duration.ofMillis(50);

  private final int destination;
  private final Destinations destinations;
  private final Timers timers;
  private final Runnable progress;
  private final ArrayDeque<Delivery> unsent = new ArrayDeque<>();
  private final ArrayDeque<Delivery> sent = new ArrayDeque<>();

  private Optional<Destinations.Leader> leader = Optional.empty();
  private int unanswered;
  private boolean broken;
  private boolean opening;
  private boolean closed;

  Lane(int destination, Destinations destinations, Timers timers, Runnable progress) {
    this.destination = destination;
    this.destinations = destinations;
    this.timers = timers;
    this.progress = progress;
  }

  void send(Delivery delivery) {
    unsent.add(delivery);
    pump();
  }

  void close() {
    closed = true;
    unsent.clear();
    sent.clear();
  }

  private void pump() {
    if (closed || broken || unsent.isEmpty()) {
      return;
    }
    if (leader.isEmpty()) {
      open();
      return;
    }
    while (!unsent.isEmpty() && !broken) {
      hand(leader.get(), unsent.remove());
    }
  }

  private void hand(Destinations.Leader to, Delivery delivery) {
    sent.add(delivery);
    unanswered++;
    Future<Void> committed = to.deliver(delivery.envelope());
    committed.onComplete(
        done -> {
          unanswered--;
          if (closed) {
            return;
          }
          if (done.succeeded()) {
            delivery.markDelivered();
          } else {
            broken = true;
          }
          settle();
        });
  }

  private void settle() {
    while (!sent.isEmpty() && sent.peek().delivered()) {
      sent.remove();
    }
    progress.run();
    if (broken && unanswered == 0) {
      leader = Optional.empty();
      while (!sent.isEmpty()) {
        unsent.addFirst(sent.removeLast());
      }
      timers.after(
          RETRY_DELAY,
          () -> {
            broken = false;
            pump();
          });
    }
  }

  private void open() {
    if (opening) {
      return;
    }
    opening = true;
    destinations
        .leaderOf(destination)
        .onComplete(
            found -> {
              opening = false;
              if (found.succeeded()) {
                leader = Optional.of(found.result());
                pump();
              } else {
                timers.after(RETRY_DELAY, this::pump);
              }
            });
  }

  /** One message on its way. */
  static final class Delivery {
    private final long sequence;
    private final Envelope envelope;
    private boolean delivered;

    Delivery(long sequence, Envelope envelope) {
      this.sequence = sequence;
      this.envelope = envelope;
    }

    long sequence() {
      return sequence;
    }

    Envelope envelope() {
      return envelope;
    }

    boolean delivered() {
      return delivered;
    }

    private void markDelivered() {
      delivered = true;
    }
  }
}
