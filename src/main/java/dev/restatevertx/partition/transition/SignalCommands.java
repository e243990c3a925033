package dev.restatevertx.partition.transition;

import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.state.InvocationRow;

/** A handler signals another invocation, or completes its awakeable, which is a signal too. */
final class SignalCommands {
  private SignalCommands() {}

  static InvocationRow send(Step step, InvocationRow row, JournalCommand.SendSignal send) {
    step.send(send.target(), new Command.NotifySignal(send.target(), send.signal(), send.result()));
    return row;
  }

  static InvocationRow complete(Step step, InvocationRow row, JournalCommand.CompleteAwakeable complete) {
    step.send(
        complete.target(),
        new Command.NotifySignal(complete.target(), complete.signal(), Result.of(complete.outcome())));
    return row;
  }
}
