package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.journal.AttemptFailure;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.JournalEvent;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.Tables;
import java.util.Optional;

/** What people want to see of an invocation beside its journal. */
final class Events {
  private Events() {}

  /** Keeps an event, unless it only repeats the last one. */
  static InvocationRow record(
      Step step, InvocationId id, InvocationRow row, JournalEvent.Kind kind, AttemptFailure failure) {
    JournalEvent event = new JournalEvent(step.lsn(), step.now(), row.journal().length() - 1, kind, failure);
    int count = row.events();
    if (count > 0) {
      int lastSlot = (count - 1) % JournalEvent.SLOTS;
      Optional<JournalEvent> last = step.state().get(Tables.EVENT, Keys.event(id, lastSlot));
      if (last.isPresent() && event.repeats(last.get())) {
        return row;
      }
    }
    step.state().put(Tables.EVENT, Keys.event(id, count % JournalEvent.SLOTS), event);
    return row.withEvents(count + 1);
  }
}
