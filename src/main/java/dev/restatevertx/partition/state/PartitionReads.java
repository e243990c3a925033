package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.Check;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.partition.command.CommandKeys;
import dev.restatevertx.partition.command.OutboxMessage;
import dev.restatevertx.partition.command.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a leader reads: the state as applied so far, whether written to the store or not. Lists come in chunks, so that
 * nobody holds the loop for long. Every method may throw {@link StoreMiss}, and is to be called again after loading.
 */
public final class PartitionReads {
  private final PartitionState state;

  public PartitionReads(PartitionState state) {
    this.state = state;
  }

  /** An invocation that a new leader has to run. */
  public record Running(InvocationId id, InvocationTarget target) {}

  /**
   * A part of a journal.
   *
   * @param nextBytes payload size of the entry after these, 0 when none was asked for
   */
  public record JournalChunk(List<JournalEntry> entries, long nextBytes) {
    public JournalChunk {
      entries = List.copyOf(entries);
    }
  }

  /**
   * State of a key.
   *
   * @param partial there is more than was read
   */
  public record States(List<StateEntry> entries, boolean partial) {
    public States {
      entries = List.copyOf(entries);
    }
  }

  /** One entry of the state of a key. */
  public record StateEntry(Bytes key, Bytes value) {}

  public Optional<InvocationRow> invocation(InvocationId id) {
    return state.get(Tables.INVOCATION, Keys.invocation(id));
  }

  /**
   * Entries {@code from} (inclusive) to {@code to} (exclusive), or as many of them as {@code maxBytes} of payloads allow.
   *
   * @param row the invocation's, with a journal of at least {@code to} entries
   */
  public JournalChunk journal(InvocationId id, InvocationRow row, int from, int to, long maxBytes) {
    Journal journal = row.journal();
    Check.argument(
        0 <= from && from <= to && to <= journal.length(),
        "Expected a part of %s entries, but got %s to %s", journal.length(), from, to);
    JournalPart part = new JournalPart(maxBytes);
    boolean goOn = true;
    for (int index = from; goOn && index < Math.min(to, journal.inline().size()); index++) {
      goOn = part.add(journal.inline().get(index));
    }
    int stored = Math.max(from, journal.inline().size());
    if (goOn && stored < to) {
      state.scan(
          Tables.JOURNAL, Keys.journal(id, stored), Keys.journal(id, to), entry -> part.add(entry.value()));
    }
    Check.that(
        part.nextBytes > 0 || part.entries.size() == to - from,
        "Expected entries %s to %s in the journal of %s, but got %s", from, to, id, part.entries.size());
    return new JournalChunk(part.entries, part.nextBytes);
  }

  /** Gathers entries up to a size. */
  private static final class JournalPart {
    private final List<JournalEntry> entries = new ArrayList<>();
    private long room;
    private long nextBytes;

    JournalPart(long maxBytes) {
      this.room = maxBytes;
    }

    boolean add(JournalEntry entry) {
      int size = entry.payload().length();
      if (size > room) {
        nextBytes = size;
        return false;
      }
      room -= size;
      entries.add(entry);
      return true;
    }
  }

  /**
   * The state of a key, as long as keys and values fit into {@code sizeLimit} bytes; the first that does not ends it.
   */
  public States states(ServiceKey owner, long sizeLimit) {
    Bytes prefix = Keys.states(owner);
    StatePart part = new StatePart(sizeLimit);
    state.scanPrefix(
        Tables.STATE,
        prefix,
        entry -> part.add(new StateEntry(Keys.stateKey(prefix, entry.key()), entry.value())));
    return new States(part.entries, part.partial);
  }

  /** Gathers state up to a size. */
  private static final class StatePart {
    private final List<StateEntry> entries = new ArrayList<>();
    private long room;
    private boolean partial;

    StatePart(long sizeLimit) {
      this.room = sizeLimit;
    }

    boolean add(StateEntry entry) {
      room -= entry.key().length() + entry.value().length();
      partial = room < 0;
      if (!partial) {
        entries.add(entry);
      }
      return !partial;
    }
  }

  /** Invocations in status Invoked with ids after {@code after}, or from the first, at most {@code limit}. */
  public List<Running> running(Optional<InvocationId> after, int limit) {
    Bytes from = after.map(id -> Keys.next(Keys.running(id))).orElse(Keys.first(Tables.RUNNING));
    List<Running> found = new ArrayList<>();
    for (PartitionState.Entry<Bytes> entry : state.scan(Tables.RUNNING, from, end(Tables.RUNNING), limit)) {
      InvocationId id = Keys.invocation(entry.key());
      Optional<InvocationRow> row = invocation(id);
      Check.that(row.isPresent(), "Expected running invocation %s to have a row, but it has none", id);
      found.add(new Running(id, row.get().target()));
    }
    return found;
  }

  /** Timers after {@code after}, or from the first, in the order they fire, at most {@code limit}. */
  public List<Timer> timers(Optional<Timer> after, int limit) {
    Bytes from = after.map(timer -> Keys.next(Keys.timer(timer))).orElse(Keys.first(Tables.TIMER));
    return state.scan(Tables.TIMER, from, end(Tables.TIMER), limit).stream()
        .map(entry -> Keys.timer(entry.key()))
        .toList();
  }

  /** Messages of the outbox with {@code sequence} or a later one, in order, at most {@code limit}. */
  public List<OutboxMessage> outbox(long sequence, int limit) {
    Bytes from = Keys.outbox(Math.max(sequence, state.progress().outboxHead()));
    return state.scan(Tables.OUTBOX, from, end(Tables.OUTBOX), limit).stream()
        .map(
            entry ->
                new OutboxMessage(
                    Keys.outboxSequence(entry.key()), CommandKeys.partitionKey(entry.value()), entry.value()))
        .toList();
  }

  /** What may go at {@code now} (epoch millis), oldest first, at most {@code limit}. */
  public List<Expiry> expired(long now, int limit) {
    Bytes to = Keys.expiredBefore(now + 1);
    return state.scan(Tables.EXPIRY, Keys.first(Tables.EXPIRY), to, limit).stream()
        .map(entry -> Keys.expiry(entry.key()))
        .toList();
  }

  /** The last events of an invocation, oldest first. */
  public List<JournalEvent> events(InvocationId id, InvocationRow row) {
    List<JournalEvent> events = new ArrayList<>();
    for (int event = Math.max(0, row.events() - JournalEvent.SLOTS); event < row.events(); event++) {
      state.get(Tables.EVENT, Keys.event(id, event % JournalEvent.SLOTS)).ifPresent(events::add);
    }
    return events;
  }

  private static Bytes end(Table<?> table) {
    return Keys.after(Keys.first(table));
  }
}
