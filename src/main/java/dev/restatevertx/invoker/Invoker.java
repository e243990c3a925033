package dev.restatevertx.invoker;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.journal.Notification;
import java.util.List;
import java.util.Optional;

/**
 * Runs attempts of the invocations of one partition. Lives on the partition's loop; every method is called there.
 *
 * <p>Created when the node becomes leader of the partition, closed when it steps down. What it produces goes to
 * {@link PartitionPort#propose}; what has been applied comes back through the methods below.
 */
public interface Invoker {
  /** Starts attempts; queued when the concurrency limit is reached. The invocation must not be running here. */
  void start(InvocationId id, InvocationTarget target);

  /** A notification was appended to the journal of a running invocation. Ignored for an unknown one. */
  void notificationAppended(InvocationId id, int entryIndex, Notification notification);

  /** The oldest {@code count} of the proposed and not yet applied effects of this invocation were applied. */
  void effectsApplied(InvocationId id, int count);

  /** The command at {@code commandIndex} was stored and its SDK asked to be told. */
  void commandStored(InvocationId id, int commandIndex);

  /** Ends attempts without a trace; nothing is proposed for this invocation any more. */
  void abort(InvocationId id);

  /** The partition accepts proposals again after it refused some. */
  void proposalsWelcome();

  /** What the attempts of one invocation look like now, for people. */
  Optional<AttemptStatus> status(InvocationId id);

  /** All invocations that this invoker runs or has queued, in the order they were started. */
  List<AttemptStatus> statuses();

  /** Aborts everything, for good. */
  void close();
}
