package dev.restatevertx.invoker;

import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.SpanContext;
import dev.restatevertx.journal.JournalEntry;
import java.util.List;
import java.util.Optional;

/**
 * An invocation as an attempt starts from it.
 *
 * @param entries the journal from index 0 (Input), commands and notifications in order
 * @param commandCount how many of the entries are commands
 * @param modifiedAt epoch millis of the last change of the invocation
 */
public record InvocationSnapshot(
    InvocationId id,
    InvocationTarget target,
    Optional<Pin> pin,
    List<JournalEntry> entries,
    int commandCount,
    long modifiedAt,
    SpanContext span,
    Optional<String> idempotencyKey) {
  public InvocationSnapshot {
    entries = List.copyOf(entries);
  }

  /** Where the invocation has to run. */
  public record Pin(DeploymentId deployment, int protocolVersion) {}
}
