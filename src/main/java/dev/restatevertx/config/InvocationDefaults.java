package dev.restatevertx.config;

import dev.restatevertx.base.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What holds for invocations whose service or handler says nothing else, and the upper limits of what these may say.
 *
 * @param retryPolicy section {@code [default-retry-policy]}
 * @param maxAttemptsLimit upper limit of attempts, {@code max-retry-policy-max-attempts}
 * @param journalRetention of ended invocations' journals
 * @param idempotencyRetention of ended invocations with an idempotency key
 * @param workflowCompletionRetention of ended workflow runs
 */
public record InvocationDefaults(
    RetryPolicy retryPolicy,
    OptionalInt maxAttemptsLimit,
    Duration journalRetention,
    Duration idempotencyRetention,
    Duration workflowCompletionRetention,
    Optional<Duration> maxJournalRetention,
    Optional<Duration> maxIdempotencyRetention,
    Optional<Duration> maxWorkflowCompletionRetention) {}
