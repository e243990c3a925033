package dev.restatevertx.invoker.core;

import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.protocol.Frame;
import java.util.List;
import java.util.Optional;

/** What can happen to an {@link InvocationTask}. */
public sealed interface TaskEvent {
  /** A slot for attempts is free. */
  record Started() implements TaskEvent {}

  /**
   * Invocation and state were read.
   *
   * @param entryCount length of the journal: what the SDK gets replayed, and must be told in advance
   * @param commandCount how many of the entries are commands
   * @param modifiedAt epoch millis of the last change of the invocation
   */
  record Loaded(InvocationTarget target, Route route, int entryCount, int commandCount, long modifiedAt)
      implements TaskEvent {}

  /** Reading found that there is nothing to run any more. */
  record NotInvoked() implements TaskEvent {}

  /** The attempt failed before or outside of the messages. */
  record Failed(AttemptEnd end) implements TaskEvent {}

  /** An Output command was found in the journal while replaying it. */
  record OutputReplayed() implements TaskEvent {}

  /** Something of the request went out. */
  record Sent() implements TaskEvent {}

  /**
   * Status and headers of the response.
   *
   * @param contentType empty string when there is none
   * @param retryAfter value of the header
   */
  record Head(int status, String contentType, Optional<String> retryAfter, Optional<String> server)
      implements TaskEvent {}

  /** Messages, in order; all that came in one read. */
  record Received(List<Frame> frames) implements TaskEvent {}

  /** The response ended properly. */
  record ResponseEnded() implements TaskEvent {}

  /** A notification was appended to the journal. */
  record Notified(int entryIndex, Notification notification) implements TaskEvent {}

  /** The oldest {@code count} proposed effects were applied. */
  record Applied(int count) implements TaskEvent {}

  /** A command whose SDK asked for it was stored. */
  record CommandStored(int commandIndex) implements TaskEvent {}

  /** {@link InvocationTask#deadline} has come. */
  record Tick() implements TaskEvent {}

  /** Nobody wants the attempts any more. */
  record Aborted() implements TaskEvent {}
}
