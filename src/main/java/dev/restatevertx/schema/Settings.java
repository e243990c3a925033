package dev.restatevertx.schema;

import java.time.Duration;
import java.util.Optional;

/**
 * What a service or a handler sets itself; what is empty comes from the next level up: handler, service, server.
 *
 * @param isPublic whether the ingress lets callers in
 * @param workflowCompletionRetention of a workflow's run; kept at the service
 * @param lazyState whether state is not sent along with an attempt's start
 */
public record Settings(
    Optional<Boolean> isPublic,
    Optional<Duration> inactivityTimeout,
    Optional<Duration> abortTimeout,
    Optional<Duration> journalRetention,
    Optional<Duration> idempotencyRetention,
    Optional<Duration> workflowCompletionRetention,
    Optional<Boolean> lazyState,
    RetrySettings retry) {
  public static final Settings NONE =
      new Settings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          RetrySettings.NONE);
}
