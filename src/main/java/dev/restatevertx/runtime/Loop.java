package dev.restatevertx.runtime;

/**
 * One thread of control: what runs in it never runs at the same time as anything else in it. Work is done in turns; a
 * turn runs the tasks that are queued, then what was deferred.
 */
public interface Loop {
  /** Queues a task, from any thread; tasks of one caller run in order, never within this call. */
  void execute(Runnable task);

  /** Whether the caller runs in this loop. */
  boolean inLoop();

  /**
   * Runs a task at the end of the current turn, after the tasks that are already queued: what a turn collected goes out
   * as one batch. What a deferred task defers runs at the end of the next turn.
   *
   * @throws dev.restatevertx.base.InvariantViolation if called outside the loop
   */
  void defer(Runnable task);

  /** The timers of this loop. */
  Timers timers();
}
