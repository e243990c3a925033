package dev.restatevertx.journal;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why an attempt failed, as shown to people.
 *
 * @param code u16 invocation error code
 * @param docCode RT code with an explanation, empty string when there is none
 * @param stacktrace as sent by the SDK, may be empty
 * @param relatedCommandType wire type of the command the SDK blames
 */
public record AttemptFailure(
    int code,
    String message,
    String stacktrace,
    String docCode,
    OptionalInt relatedCommandIndex,
    Optional<String> relatedCommandName,
    OptionalInt relatedCommandType) {

  public static AttemptFailure of(int code, String message, String docCode) {
    return new AttemptFailure(
        code, message, "", docCode, OptionalInt.empty(), Optional.empty(), OptionalInt.empty());
  }
}
