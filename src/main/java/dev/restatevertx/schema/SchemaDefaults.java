package dev.restatevertx.schema;

import dev.restatevertx.base.OnMaxAttempts;
import dev.restatevertx.base.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The server's own settings, for what neither handler nor service set, and its upper limits.
 *
 * @param maxJournalRetention upper limit, also of what is set in a discovery document; likewise the other two
 * @param maxAttempts upper limit of attempts in a retry policy
 */
public record SchemaDefaults(
    Duration inactivityTimeout,
    Duration abortTimeout,
    Duration journalRetention,
    Duration idempotencyRetention,
    Duration workflowCompletionRetention,
    Optional<Duration> maxJournalRetention,
    Optional<Duration> maxIdempotencyRetention,
    Optional<Duration> maxWorkflowCompletionRetention,
    RetryPolicy retryPolicy,
    OptionalInt maxAttempts) {

  /** The defaults of a configuration that says nothing. */
  public static final SchemaDefaults STANDARD =
      new SchemaDefaults(
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofDays(1),
          Duration.ofDays(1),
          Duration.ofDays(1),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          new RetryPolicy(
              Duration.ofMillis(500),
              2.0,
              Optional.of(Duration.ofMinutes(1)),
              OptionalInt.of(70),
              OnMaxAttempts.PAUSE),
          OptionalInt.empty());
}
