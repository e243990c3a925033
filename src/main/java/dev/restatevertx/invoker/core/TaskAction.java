package dev.restatevertx.invoker.core;

import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.Notification;
import java.util.List;

/** What an {@link InvocationTask} wants done, in this order. */
public sealed interface TaskAction {
  /** Read invocation, route and state anew. */
  record Load() implements TaskAction {}

  /**
   * Open a stream; send Start and the first {@code knownEntries} entries of the journal.
   *
   * @param retryCount failed attempts since the SDK last got an entry stored
   * @param sinceStoredMillis time since then
   * @param halfClose end the request after that
   */
  record Open(Route route, int knownEntries, int retryCount, long sinceStoredMillis, boolean halfClose)
      implements TaskAction {}

  /** Send a notification, after the replay. */
  record Deliver(int entryIndex, Notification notification) implements TaskAction {}

  /** Send a CommandAck, after the replay. */
  record Acknowledge(int commandIndex) implements TaskAction {}

  /** End the request, after all that was to be sent. */
  record HalfClose() implements TaskAction {}

  record Propose(List<Effect> effects) implements TaskAction {
    public Propose {
      effects = List.copyOf(effects);
    }
  }

  /** Break the stream off, if one is open. */
  record Reset() implements TaskAction {}

  /** The endpoint said its last word: end the request, let the response run out for a short while. */
  record Drain() implements TaskAction {}

  /** The task is over. */
  record Finish() implements TaskAction {}
}
