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
 * @param entries the journal from index 0 (Input), commands and notifications in order; when the journal is large only
 *     its beginning, possibly nothing: the rest is read with {@link PartitionPort#loadEntries}
 * @param entryCount length of the whole journal
 * @param commandCount how many of the entries are commands
 * @param modifiedAt epoch millis of the last change of the invocation
 */
public record InvocationSnapshot(
    InvocationId id,
    InvocationTarget target,
    Optional<Pin> pin,
    List<JournalEntry> entries,
    int entryCount,
    int commandCount,
    long modifiedAt,
    SpanContext span,
    Optional<String> idempotencyKey) {
  public InvocationSnapshot {
    entries = List.copyOf(entries);
  }

  /** A snapshot with the whole journal. */
  public static InvocationSnapshot whole(
      InvocationId id,
      InvocationTarget target,
      Optional<Pin> pin,
      List<JournalEntry> entries,
      int commandCount,
      long modifiedAt,
      SpanContext span,
      Optional<String> idempotencyKey) {
    return new InvocationSnapshot(
        id, target, pin, entries, entries.size(), commandCount, modifiedAt, span, idempotencyKey);
  }

  /** Where the invocation has to run. */
  public record Pin(DeploymentId deployment, int protocolVersion) {}
}
