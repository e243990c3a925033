package dev.restatevertx.schema;

import java.time.Duration;
import java.util.Optional;

/** New values of a service's settings; empty: keep. */
public record ServiceChange(
    Optional<Boolean> isPublic,
    Optional<Duration> inactivityTimeout,
    Optional<Duration> abortTimeout,
    Optional<Duration> journalRetention,
    Optional<Duration> idempotencyRetention,
    Optional<Duration> workflowCompletionRetention) {

  Settings applyTo(Settings settings) {
    return new Settings(
        isPublic.or(settings::isPublic),
        inactivityTimeout.or(settings::inactivityTimeout),
        abortTimeout.or(settings::abortTimeout),
        journalRetention.or(settings::journalRetention),
        idempotencyRetention.or(settings::idempotencyRetention),
        workflowCompletionRetention.or(settings::workflowCompletionRetention),
        settings.lazyState(),
        settings.retry());
  }
}
