package dev.restatevertx.partition.transition;

import dev.restatevertx.base.Check;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.state.Expiry;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.Journal;
import dev.restatevertx.partition.state.JournalEvent;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.Lock;
import dev.restatevertx.partition.state.ServiceKey;
import dev.restatevertx.partition.state.Tables;
import java.util.Optional;
import java.util.OptionalLong;

/** How an invocation gets from one status to the next. */
final class Lifecycle {
  private Lifecycle() {}

  /** Starts an invocation whose time has come: at once, or when its key's lock is free. */
  static void start(Step step, InvocationId id, InvocationRow row) {
    if (!row.target().kind().exclusive()) {
      run(step, id, row);
      return;
    }
    ServiceKey owner = ServiceKey.of(row.target());
    Optional<Lock> held = step.state().get(Tables.LOCK, Keys.lock(owner));
    if (held.isEmpty()) {
      step.state().insert(Tables.LOCK, Keys.lock(owner), Lock.heldBy(id));
      run(step, id, row);
      return;
    }
    Lock lock = held.get();
    step.state().insert(Tables.INBOX, Keys.inbox(owner, lock.tail()), id);
    step.state().put(Tables.LOCK, Keys.lock(owner), new Lock(lock.holder(), lock.head(), lock.tail() + 1));
    step.save(
        id,
        row.withStatus(new InvocationStatus.Inboxed(lock.tail())).withTimes(row.times().inboxedAt(step.now())));
  }

  /** Lets the leader run attempts. */
  static void run(Step step, InvocationId id, InvocationRow row) {
    step.state().insert(Tables.RUNNING, Keys.running(id), Tables.PRESENT);
    step.save(id, row.withStatus(new InvocationStatus.Invoked(step.lsn())).withTimes(row.times().startedAt(step.now())));
    step.act(new Action.StartInvocation(id, row.target()));
  }

  /** Puts an invoked one to rest; it keeps its lock. */
  static void rest(Step step, InvocationId id, InvocationRow row, InvocationStatus status) {
    step.state().delete(Tables.RUNNING, Keys.running(id));
    step.save(id, row.withStatus(status));
  }

  /** Ends an invocation that is in flight: answers, keeps what is to be kept, and passes its lock on. */
  static void complete(Step step, InvocationId id, InvocationRow row, Outcome outcome) {
    for (ResponseSink sink : row.sinks()) {
      Answers.send(step, id, row, sink, outcome, OptionalLong.empty());
    }
    if (row.status() instanceof InvocationStatus.Invoked) {
      step.state().delete(Tables.RUNNING, Keys.running(id));
    }
    if (row.retention().completionMillis() > 0) {
      keep(step, id, row, outcome);
    } else {
      forget(step, id, row);
    }
    if (row.holdsLock()) {
      passLock(step, id, ServiceKey.of(row.target()));
    }
  }

  /** Removes an invocation that waits to start; its sinks get the outcome. */
  static void drop(Step step, InvocationId id, InvocationRow row, Outcome outcome) {
    for (ResponseSink sink : row.sinks()) {
      Answers.send(step, id, row, sink, outcome, OptionalLong.empty());
    }
    forget(step, id, row);
  }

  /** Removes the row and everything that belongs to it alone. */
  static void forget(Step step, InvocationId id, InvocationRow row) {
    Journaling.delete(step, id, row.journal());
    for (int slot = 0; slot < Math.min(row.events(), JournalEvent.SLOTS); slot++) {
      step.state().delete(Tables.EVENT, Keys.event(id, slot));
    }
    step.state().delete(Tables.INVOCATION, Keys.invocation(id));
  }

  /** Until when the outcome of an invocation is kept, in epoch millis. */
  static long keptUntil(InvocationRow row, long completedAt) {
    return plus(completedAt, row.retention().completionMillis());
  }

  static Expiry invocationExpiry(InvocationId id, InvocationRow row, long completedAt) {
    return new Expiry(keptUntil(row, completedAt), Expiry.Kind.INVOCATION, id);
  }

  /** Present when the journal goes before the outcome does. */
  static Optional<Expiry> journalExpiry(InvocationId id, InvocationRow row, long completedAt) {
    long journalMillis = row.retention().journalMillis();
    return journalMillis > 0 && journalMillis < row.retention().completionMillis()
        ? Optional.of(new Expiry(plus(completedAt, journalMillis), Expiry.Kind.JOURNAL, id))
        : Optional.empty();
  }

  private static long plus(long time, long millis) {
    long sum = time + millis;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static void keep(Step step, InvocationId id, InvocationRow row, Outcome outcome) {
    InvocationRow kept = row.withStatus(new InvocationStatus.Completed(outcome, step.now())).withoutSinks();
    if (row.retention().journalMillis() == 0) {
      Journaling.delete(step, id, row.journal());
      kept = kept.withJournal(Journal.EMPTY);
    }
    journalExpiry(id, row, step.now()).ifPresent(expiry -> remember(step, expiry));
    remember(step, invocationExpiry(id, row, step.now()));
    step.save(id, kept);
  }

  private static void remember(Step step, Expiry expiry) {
    step.state().put(Tables.EXPIRY, Keys.expiry(expiry), Tables.PRESENT);
  }

  private static void passLock(Step step, InvocationId id, ServiceKey owner) {
    Optional<Lock> held = step.state().get(Tables.LOCK, Keys.lock(owner));
    Check.that(held.isPresent() && held.get().holder().equals(id), "Expected %s to hold the lock of %s", id, owner);
    Lock lock = held.get();
    for (long position = lock.head(); position < lock.tail(); position++) {
      Optional<InvocationId> waiting = step.state().get(Tables.INBOX, Keys.inbox(owner, position));
      if (waiting.isEmpty()) {
        // It was cancelled or killed while it waited.
        continue;
      }
      InvocationId next = waiting.get();
      Optional<InvocationRow> row = step.invocation(next);
      Check.that(
          row.isPresent() && row.get().status() instanceof InvocationStatus.Inboxed,
          "Expected %s to be inboxed, but got %s", next, row);
      step.state().delete(Tables.INBOX, Keys.inbox(owner, position));
      step.state().put(Tables.LOCK, Keys.lock(owner), new Lock(next, position + 1, lock.tail()));
      run(step, next, row.get());
      return;
    }
    step.state().delete(Tables.LOCK, Keys.lock(owner));
  }
}
