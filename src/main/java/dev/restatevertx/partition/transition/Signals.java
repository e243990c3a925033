package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.state.InvocationRow;
import java.util.Optional;

/** A signal: journaled by an invocation in flight, dropped by any other. */
final class Signals {
  private Signals() {}

  static void apply(Step step, InvocationId id, SignalId signal, Result result) {
    if (signal.equals(SignalId.CANCEL)) {
      Termination.apply(step, id, Command.Terminate.Mode.CANCEL, Optional.empty());
      return;
    }
    Optional<InvocationRow> present = step.invocation(id);
    if (present.isPresent() && present.get().status().inFlight()) {
      Notifications.deliver(step, id, present.get(), Notifications.signal(signal, result));
    }
  }
}
