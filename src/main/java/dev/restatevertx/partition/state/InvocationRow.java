package dev.restatevertx.partition.state;

import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.Source;
import dev.restatevertx.invocation.SpanContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything about one invocation but the entries of a long journal.
 *
 * @param executionTime epoch millis it was scheduled for, 0 when it was not
 * @param sinks who waits for the outcome, none of them twice
 * @param pin where it has to run, once its first effect was applied
 * @param events how many {@link JournalEvent}s it has had
 */
public record InvocationRow(
    InvocationTarget target,
    InvocationStatus status,
    Source source,
    Optional<String> idempotencyKey,
    long executionTime,
    Retention retention,
    SpanContext span,
    List<ResponseSink> sinks,
    Optional<Pin> pin,
    Journal journal,
    int events,
    Times times) {
  public InvocationRow {
    sinks = List.copyOf(sinks);
  }

  public InvocationRow withStatus(InvocationStatus changed) {
    return new InvocationRow(
        target, changed, source, idempotencyKey, executionTime, retention, span, sinks, pin, journal, events, times);
  }

  public InvocationRow withSink(ResponseSink sink) {
    if (sinks.contains(sink)) {
      return this;
    }
    List<ResponseSink> more = new ArrayList<>(sinks);
    more.add(sink);
    return new InvocationRow(
        target, status, source, idempotencyKey, executionTime, retention, span, more, pin, journal, events, times);
  }

  public InvocationRow withoutSinks() {
    return new InvocationRow(
        target, status, source, idempotencyKey, executionTime, retention, span, List.of(), pin, journal, events,
        times);
  }

  public InvocationRow withPin(Pin changed) {
    return new InvocationRow(
        target, status, source, idempotencyKey, executionTime, retention, span, sinks, Optional.of(changed), journal,
        events, times);
  }

  public InvocationRow withJournal(Journal changed) {
    return new InvocationRow(
        target, status, source, idempotencyKey, executionTime, retention, span, sinks, pin, changed, events, times);
  }

  public InvocationRow withEvents(int changed) {
    return new InvocationRow(
        target, status, source, idempotencyKey, executionTime, retention, span, sinks, pin, journal, changed, times);
  }

  public InvocationRow withTimes(Times changed) {
    return new InvocationRow(
        target, status, source, idempotencyKey, executionTime, retention, span, sinks, pin, journal, events, changed);
  }

  /** Whether it holds its key's lock. */
  public boolean holdsLock() {
    return target.kind().exclusive() && status.inFlight();
  }

  /** Estimated bytes in memory. */
  int weight() {
    return 512 + journal.inlineBytes() + 64 * sinks.size() + outcomeWeight();
  }

  private int outcomeWeight() {
    return status instanceof InvocationStatus.Completed(Outcome.Success(var value), _) ? value.length() : 0;
  }
}
