package dev.restatevertx.schema;

import dev.restatevertx.base.RetryPolicy;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.TargetKind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Settings as they hold: the handler's before the service's before the server's, cut at the server's limits. */
public record EffectiveSettings(
    boolean isPublic,
    Duration inactivityTimeout,
    Duration abortTimeout,
    Duration journalRetention,
    Duration idempotencyRetention,
    Duration workflowCompletionRetention,
    boolean lazyState,
    RetryPolicy retryPolicy) {

  /** Those of a handler; with {@link Settings#NONE} for the handler those of the service. */
  static EffectiveSettings of(Settings handler, Settings service, ProtocolMode mode, SchemaDefaults defaults) {
    return new EffectiveSettings(
        service.isPublic().orElse(true) && handler.isPublic().orElse(true),
        switch (mode) {
          case BIDI_STREAM -> pick(handler, service, Settings::inactivityTimeout, defaults.inactivityTimeout());
          // Nothing can come while the endpoint works: it suspends as soon as it waits.
          case REQUEST_RESPONSE -> Duration.ZERO;
        },
        pick(handler, service, Settings::abortTimeout, defaults.abortTimeout()),
        limit(
            pick(handler, service, Settings::journalRetention, defaults.journalRetention()),
            defaults.maxJournalRetention()),
        limit(
            pick(handler, service, Settings::idempotencyRetention, defaults.idempotencyRetention()),
            defaults.maxIdempotencyRetention()),
        limit(
            pick(handler, service, Settings::workflowCompletionRetention, defaults.workflowCompletionRetention()),
            defaults.maxWorkflowCompletionRetention()),
        handler.lazyState().or(service::lazyState).orElse(false),
        handler.retry().over(service.retry().over(defaults.retryPolicy())).clamp(defaults.maxAttempts()));
  }

  /** How long an invocation of this kind stays after its end. */
  Retention retention(TargetKind kind, boolean withIdempotencyKey) {
    long journal = journalRetention.toMillis();
    if (kind == TargetKind.WORKFLOW_RUN) {
      return atMost(workflowCompletionRetention.toMillis(), journal);
    }
    return withIdempotencyKey ? atMost(idempotencyRetention.toMillis(), journal) : new Retention(journal, journal);
  }

  private static Retention atMost(long completion, long journal) {
    return new Retention(completion, Math.min(completion, journal));
  }

  private static Duration pick(
      Settings handler, Settings service, Function<Settings, Optional<Duration>> setting, Duration serverDefault) {
    return setting.apply(handler).or(() -> setting.apply(service)).orElse(serverDefault);
  }

  static Duration limit(Duration value, Optional<Duration> limit) {
    return limit.filter(max -> max.compareTo(value) < 0).orElse(value);
  }
}
