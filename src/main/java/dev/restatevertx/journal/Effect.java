package dev.restatevertx.journal;

import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.invocation.Failure;

/**
 * What an attempt of an invocation proposes. Effects of one attempt are applied in the order they were proposed; the
 * outside (the SDK included) sees them only after the log has committed and the partition has applied them.
 */
public sealed interface Effect {
  /** Fixes deployment and protocol version; first effect of the first attempt that produces anything. */
  record PinDeployment(DeploymentId deployment, int protocolVersion) implements Effect {}

  /**
   * Appends a command.
   *
   * @param ackRequested the SDK asked to be told when the command is stored
   */
  record AppendCommand(JournalCommand command, boolean ackRequested) implements Effect {}

  /** Appends the completion of a Run command. */
  record CompleteRun(Notification completion) implements Effect {}

  /** The handler waits and has no stream any more. */
  record Suspend(Awaiting awaiting) implements Effect {}

  /** Stops attempts until somebody resumes the invocation. */
  record Pause(AttemptFailure reason) implements Effect {}

  /** Records a failed attempt for people to see; not part of the journal's numbering. */
  record RecordFailure(AttemptFailure failure) implements Effect {}

  /** The handler has returned; its result is the journal's last Output. */
  record End() implements Effect {}

  /** Ends the invocation with a terminal failure that the handler did not write itself. */
  record Fail(Failure failure) implements Effect {}
}
