package dev.restatevertx.partition.state;

import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.journal.Awaiting;

/** Where an invocation stands; one that has no row is unknown, or was forgotten. */
public sealed interface InvocationStatus {
  /** Waits for its execution time. */
  record Scheduled() implements InvocationStatus {}

  /** Waits for its key's lock, at this position of the key's inbox. */
  record Inboxed(long position) implements InvocationStatus {}

  /**
   * The leader runs attempts. Holds the lock, if it needs one.
   *
   * @param since LSN of the record that started it: what an attempt proposes carries it, so that the echo of an attempt
   *     of an earlier life of the same id is told apart
   */
  record Invoked(long since) implements InvocationStatus {}

  /** Waits for notifications. Holds the lock, if it needs one. */
  record Suspended(Awaiting awaiting) implements InvocationStatus {}

  /** Stopped until somebody resumes it. Holds the lock, if it needs one. */
  record Paused() implements InvocationStatus {}

  /**
   * Ended; kept for its retention.
   *
   * @param completedAt epoch millis
   */
  record Completed(Outcome outcome, long completedAt) implements InvocationStatus {}

  /** Whether it has started and not ended: its journal still grows. */
  default boolean inFlight() {
    return switch (this) {
      case Invoked _, Suspended _, Paused _ -> true;
      case Scheduled _, Inboxed _, Completed _ -> false;
    };
  }
}
