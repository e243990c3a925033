package dev.restatevertx.partition.state;

import dev.restatevertx.journal.AttemptFailure;
import dev.restatevertx.partition.codec.ByteReader;
import dev.restatevertx.partition.codec.ByteWriter;
import dev.restatevertx.partition.codec.ValueCodec;

/**
 * Something about an invocation that people want to see and that is no journal entry.
 *
 * @param lsn of the record that brought it
 * @param time epoch millis
 * @param afterIndex the journal's last entry then
 */
public record JournalEvent(long lsn, long time, int afterIndex, Kind kind, AttemptFailure failure) {
  private static final Kind[] KINDS = Kind.values();

  /** Events kept of one invocation: the last ones. */
  public static final int SLOTS = 32;

  /** What happened; the order is part of the format. */
  public enum Kind {
    TRANSIENT_ERROR,
    PAUSED
  }

  /** Whether this says nothing that {@code earlier} has not said: the same failure, and no progress in between. */
  public boolean repeats(JournalEvent earlier) {
    return kind == earlier.kind
        && afterIndex == earlier.afterIndex
        && failure.code() == earlier.failure.code()
        && failure.message().equals(earlier.failure.message())
        && failure.relatedCommandIndex().equals(earlier.failure.relatedCommandIndex())
        && failure.relatedCommandName().equals(earlier.failure.relatedCommandName())
        && failure.relatedCommandType().equals(earlier.failure.relatedCommandType());
  }

  int weight() {
    return 128 + failure.message().length() + failure.stacktrace().length();
  }

  static void write(ByteWriter out, JournalEvent event) {
    out.varlong(event.lsn).varlong(event.time).varint(event.afterIndex).constant(event.kind);
    ValueCodec.writeAttemptFailure(out, event.failure);
  }

  static JournalEvent read(ByteReader in) {
    return new JournalEvent(
        in.varlong(), in.varlong(), in.varint(), in.oneOf(KINDS), ValueCodec.readAttemptFailure(in));
  }
}
