package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.partition.state.InvocationRow;

/**
 * A command of a running handler: stored, then carried out. What can be answered at once is: the answer is the journal's
 * next entry.
 */
final class JournalCommands {
  private JournalCommands() {}

  static InvocationRow append(Step step, InvocationId id, InvocationRow before, JournalCommand command) {
    InvocationRow row = Journaling.store(step, id, before, command);
    return switch (command) {
      case JournalCommand.Input _, JournalCommand.Output _, JournalCommand.GetEagerState _,
          JournalCommand.GetEagerStateKeys _, JournalCommand.Run _ ->
          row;
      case JournalCommand.SetState set -> StateCommands.set(step, row, set);
      case JournalCommand.ClearState clear -> StateCommands.clear(step, row, clear);
      case JournalCommand.ClearAllState _ -> StateCommands.clearAll(step, row);
      case JournalCommand.GetLazyState get -> StateCommands.get(step, id, row, get);
      case JournalCommand.GetLazyStateKeys get -> StateCommands.keys(step, id, row, get);
      case JournalCommand.GetPromise get -> PromiseCommands.get(step, id, row, get);
      case JournalCommand.PeekPromise peek -> PromiseCommands.peek(step, id, row, peek);
      case JournalCommand.CompletePromise complete -> PromiseCommands.complete(step, id, row, complete);
      case JournalCommand.Sleep sleep -> SleepCommand.apply(step, id, row, sleep);
      case JournalCommand.Call call -> CallCommands.call(step, id, row, call);
      case JournalCommand.OneWayCall call -> CallCommands.oneWay(step, id, row, call);
      case JournalCommand.SendSignal send -> SignalCommands.send(step, row, send);
      case JournalCommand.CompleteAwakeable complete -> SignalCommands.complete(step, row, complete);
      case JournalCommand.AttachInvocation attach -> AttachCommands.attach(step, id, row, attach);
      case JournalCommand.GetInvocationOutput get -> AttachCommands.getOutput(step, id, row, get);
    };
  }
}
