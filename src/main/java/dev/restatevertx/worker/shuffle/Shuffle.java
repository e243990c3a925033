package dev.restatevertx.worker.shuffle;

import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.partition.command.OutboxMessage;
import dev.restatevertx.runtime.Timers;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Delivers the outbox of a partition to the logs of its destinations: in order per destination and at least once; the
 * destination's dedup makes it exactly once.
 *
 * <p>In memory is a window of the outbox; what does not fit stays in the store and is read when the window has drained.
 */
public final class Shuffle {
  private final int partition;
  private final Source source;
  private final Destinations destinations;
  private final Timers timers;
  private final int window;

  /** In sequence order; the head is the oldest that is not delivered. */
  private final ArrayDeque<Lane.Delivery> inFlight = new ArrayDeque<>();

  private final Map<Integer, Lane> lanes = new HashMap<>();
  private long nextSequence;
  private long delivered;
  private boolean loading;
  private boolean moreInStore = true;
  private boolean closed;

  /** The store's outbox. */
  public interface Source {
    /** Messages from {@code sequence} on, at most {@code limit}, in order. */
    Future<List<OutboxMessage>> load(long sequence, int limit);
  }

  /**
   * @param partition whose outbox it is
   * @param window messages in memory, at least 2
   */
  public Shuffle(int partition, Source source, Destinations destinations, Timers timers, int window) {
    this.partition = partition;
    this.source = source;
    this.destinations = destinations;
    this.timers = timers;
    this.window = Math.max(2, window);
  }

  /** Starts with what the outbox holds. */
  public void start() {
    fill();
  }

  /** A message was stored in the outbox. */
  public void enqueue(OutboxMessage message) {
    if (closed) {
      return;
    }
    if (!moreInStore && !loading && inFlight.size() < window) {
      send(message);
    } else {
      moreInStore = true;
    }
  }

  /** The outbox may be truncated up to and including this sequence; 0 when nothing was delivered yet. */
  public long delivered() {
    return delivered;
  }

  public void close() {
    closed = true;
    inFlight.clear();
    lanes.values().forEach(Lane::close);
  }

  private void fill() {
    if (closed || loading || !moreInStore || inFlight.size() > window / 2) {
      return;
    }
    loading = true;
    moreInStore = false;
    int room = window - inFlight.size();
    source
        .load(nextSequence, room)
        .onSuccess(
            messages -> {
              loading = false;
              if (closed) {
                return;
              }
              messages.forEach(this::send);
              moreInStore |= messages.size() == room;
              fill();
            });
  }

  private void send(OutboxMessage message) {
    if (message.sequence() < nextSequence) {
      return;
    }
    nextSequence = message.sequence() + 1;
    var envelope =
        new Envelope(message.partitionKey(), new Dedup.Partition(partition, message.sequence()), message.command());
    var delivery = new Lane.Delivery(message.sequence(), envelope);
    inFlight.add(delivery);
    int destination = destinations.partitionOf(message.partitionKey());
    lanes.computeIfAbsent(destination, d -> new Lane(d, destinations, timers, this::acknowledge)).send(delivery);
  }

  private void acknowledge() {
    while (!inFlight.isEmpty() && inFlight.peek().delivered()) {
      delivered = inFlight.remove().sequence();
    }
    fill();
  }
}
