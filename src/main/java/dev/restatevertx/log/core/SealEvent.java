package dev.restatevertx.log.core;

/** What happens to a {@link SealLoglet}. */
public sealed interface SealEvent {
  /** Begin. */
  record Start() implements SealEvent {}

  /**
   * A member answered to the request to seal.
   *
   * @param member position in the nodeset
   */
  record Answered(int member, LogServerReply reply) implements SealEvent {}

  /** The time of {@link SealEffect.RetryLater} has come. */
  record Retry(int member) implements SealEvent {}
}
