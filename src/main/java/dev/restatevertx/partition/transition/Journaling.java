package dev.restatevertx.partition.transition;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.Check;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.partition.state.Arrival;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.Journal;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.state.Table;
import dev.restatevertx.partition.state.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Entries of a journal: in the invocation's row as long as they fit, in rows of their own from then on. For those, the
 * table {@link Tables#ARRIVAL} says what is awaited and what has come; within the row one looks.
 */
final class Journaling {
  private Journaling() {}

  /** Appends an entry and nothing else; answers the row, which the caller saves. */
  static InvocationRow store(Step step, InvocationId id, InvocationRow row, JournalEntry entry) {
    Journal journal = row.journal();
    if (!journal.fits(entry)) {
      int index = journal.length();
      step.state().insert(Tables.JOURNAL, Keys.journal(id, index), entry);
      switch (entry) {
        case JournalCommand command -> {
          int completionId = Completions.awaitedBy(command);
          if (completionId != 0) {
            mark(step, id, new NotificationId.Completion(completionId), new Arrival.Awaited(index));
          }
        }
        case Notification notification -> mark(step, id, notification.id(), new Arrival.Arrived(index));
      }
    }
    return row.withJournal(journal.append(entry));
  }

  /** Whether a notification of this id is in the journal. */
  static boolean has(Step step, InvocationId id, Journal journal, NotificationId notification) {
    for (JournalEntry entry : journal.inline()) {
      if (entry instanceof Notification arrived && arrived.id().equals(notification)) {
        return true;
      }
    }
    if (journal.isInline()) {
      return false;
    }
    Optional<Arrival> arrival = step.state().get(Tables.ARRIVAL, Keys.arrival(id, notification));
    return arrival.isPresent() && arrival.get() instanceof Arrival.Arrived;
  }

  /** The command that waits for this completion; empty when there is none or the completion has come already. */
  static Optional<JournalCommand> awaiting(Step step, InvocationId id, Journal journal, int completionId) {
    NotificationId notification = new NotificationId.Completion(completionId);
    if (has(step, id, journal, notification)) {
      return Optional.empty();
    }
    for (JournalEntry entry : journal.inline()) {
      if (entry instanceof JournalCommand command && Completions.awaitedBy(command) == completionId) {
        return Optional.of(command);
      }
    }
    if (journal.isInline()) {
      return Optional.empty();
    }
    Optional<Arrival> arrival = step.state().get(Tables.ARRIVAL, Keys.arrival(id, notification));
    if (arrival.isPresent()
        && arrival.get() instanceof Arrival.Awaited(var index)
        && entry(step.state(), id, journal, index) instanceof JournalCommand command) {
      return Optional.of(command);
    }
    return Optional.empty();
  }

  /** The entry at an index below the journal's length. */
  static JournalEntry entry(PartitionState state, InvocationId id, Journal journal, int index) {
    if (index < journal.inline().size()) {
      return journal.inline().get(index);
    }
    Optional<JournalEntry> stored = state.get(Tables.JOURNAL, Keys.journal(id, index));
    Check.that(stored.isPresent(), "Expected entry %s in the journal of %s, but there is none", index, id);
    return stored.get();
  }

  /** Shows all entries in order, until {@code visitor} says no. */
  static void forEach(PartitionState state, InvocationId id, Journal journal, Predicate<JournalEntry> visitor) {
    for (JournalEntry entry : journal.inline()) {
      if (!visitor.test(entry)) {
        return;
      }
    }
    if (!journal.isInline()) {
      Bytes from = Keys.journal(id, journal.inline().size());
      Bytes to = Keys.journal(id, journal.length());
      state.scan(Tables.JOURNAL, from, to, row -> visitor.test(row.value()));
    }
  }

  /** Removes all entries that are rows of their own. */
  static void delete(Step step, InvocationId id, Journal journal) {
    if (journal.isInline()) {
      return;
    }
    for (int index = journal.inline().size(); index < journal.length(); index++) {
      step.state().delete(Tables.JOURNAL, Keys.journal(id, index));
    }
    deleteAll(step, Tables.ARRIVAL, Keys.arrivals(id));
  }

  /** Removes all rows of a table whose keys begin with {@code prefix}. */
  static <V> void deleteAll(Step step, Table<V> table, Bytes prefix) {
    List<Bytes> keys = new ArrayList<>();
    step.state().scanPrefix(table, prefix, entry -> keys.add(entry.key()));
    keys.forEach(key -> step.state().delete(table, key));
  }

  private static void mark(Step step, InvocationId id, NotificationId notification, Arrival arrival) {
    step.state().put(Tables.ARRIVAL, Keys.arrival(id, notification), arrival);
  }
}
