package dev.restatevertx.invoker.core;

import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.journal.AttemptFailure;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A failed attempt.
 *
 * @param delayMillis asked for by the endpoint; such a retry takes nothing from the retry policy
 * @param counted whether the SDK is told of it in the retry count since the last stored entry
 */
public record AttemptEnd(AttemptFailure failure, OptionalLong delayMillis, Next next, boolean counted) {
  private static final int INTERNAL = 500;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;

  /** How to go on. */
  public enum Next {
    /** As the retry policy says. */
    RETRY,
    /** Until somebody resumes the invocation. */
    PAUSE,
    /** Not at all: the invocation ends with this failure. */
    FAIL
  }

  /** A failure that the handler or its SDK had its part in. */
  public static AttemptEnd of(ErrorCode code, String message) {
    return new AttemptEnd(
        AttemptFailure.of(INTERNAL, message, code.code()), OptionalLong.empty(), Next.RETRY, true);
  }

  /** A failure that came before the handler had anything to do with it. */
  public static AttemptEnd uncounted(ErrorCode code, String message) {
    return new AttemptEnd(
        AttemptFailure.of(INTERNAL, message, code.code()), OptionalLong.empty(), Next.RETRY, false);
  }

  /** The endpoint does not know the protocol version of the invocation any more. */
  public static AttemptEnd unsupportedMediaType(String message) {
    return new AttemptEnd(
        AttemptFailure.of(UNSUPPORTED_MEDIA_TYPE, message, ErrorCode.RT0015.code()),
        OptionalLong.empty(),
        Next.RETRY,
        false);
  }

  /** The endpoint sent what the protocol does not allow. */
  public static AttemptEnd violation(String message) {
    return of(ErrorCode.RT0012, message);
  }

  AttemptEnd withDelay(OptionalLong delayMillis) {
    return new AttemptEnd(failure, delayMillis, next, counted);
  }

  /** The same, blaming a command. */
  AttemptEnd relatedTo(int commandIndex, String commandName, int commandType) {
    AttemptFailure related =
        new AttemptFailure(
            failure.code(),
            failure.message(),
            failure.stacktrace(),
            failure.docCode(),
            OptionalInt.of(commandIndex),
            commandName.isEmpty() ? Optional.empty() : Optional.of(commandName),
            OptionalInt.of(commandType));
    return new AttemptEnd(related, delayMillis, next, counted);
  }
}
