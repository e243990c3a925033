package dev.restatevertx.partition.transition;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.state.ServiceKey;
import dev.restatevertx.partition.state.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * State of the invocation's key. Changes are visible at once, and stay when the invocation fails later. That the target
 * has a key and may write is the invoker's to check; the state of a target without a key is that of the empty key, which
 * nobody else sees.
 */
final class StateCommands {
  private StateCommands() {}

  static InvocationRow set(Step step, InvocationRow row, JournalCommand.SetState set) {
    step.state().put(Tables.STATE, Keys.state(ServiceKey.of(row.target()), set.key()), set.value());
    return row;
  }

  static InvocationRow clear(Step step, InvocationRow row, JournalCommand.ClearState clear) {
    step.state().delete(Tables.STATE, Keys.state(ServiceKey.of(row.target()), clear.key()));
    return row;
  }

  static InvocationRow clearAll(Step step, InvocationRow row) {
    Journaling.deleteAll(step, Tables.STATE, Keys.states(ServiceKey.of(row.target())));
    return row;
  }

  static InvocationRow get(Step step, InvocationId id, InvocationRow row, JournalCommand.GetLazyState get) {
    Optional<Bytes> value = step.state().get(Tables.STATE, Keys.state(ServiceKey.of(row.target()), get.key()));
    Result result = value.<Result>map(Result.Value::new).orElse(Result.NOTHING);
    return Notifications.append(
        step, id, row, Notifications.completion(NotificationKind.GET_LAZY_STATE, get.completionId(), result));
  }

  static InvocationRow keys(Step step, InvocationId id, InvocationRow row, JournalCommand.GetLazyStateKeys get) {
    Result result = new Result.StateKeys(keys(step.state(), ServiceKey.of(row.target())));
    return Notifications.append(
        step, id, row, Notifications.completion(NotificationKind.GET_LAZY_STATE_KEYS, get.completionId(), result));
  }

  private static List<Bytes> keys(PartitionState state, ServiceKey owner) {
    Bytes prefix = Keys.states(owner);
    List<Bytes> keys = new ArrayList<>();
    state.scanPrefix(Tables.STATE, prefix, entry -> keys.add(Keys.stateKey(prefix, entry.key())));
    return keys;
  }
}
