package dev.restatevertx.partition.transition;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.state.InvocationRow;

/** A handler asks for the outcome of an invocation that it did not call. */
final class AttachCommands {
  private AttachCommands() {}

  static InvocationRow attach(Step step, InvocationId id, InvocationRow row, JournalCommand.AttachInvocation attach) {
    ResponseSink sink = new ResponseSink.Invocation(id, attach.completionId(), ResponseSink.Kind.ATTACH);
    step.send(attach.target(), new Command.Attach(attach.target(), true, sink));
    return row;
  }

  static InvocationRow getOutput(Step step, InvocationId id, InvocationRow row, JournalCommand.GetInvocationOutput get) {
    ResponseSink sink = new ResponseSink.Invocation(id, get.completionId(), ResponseSink.Kind.GET_OUTPUT);
    step.send(get.target(), new Command.Attach(get.target(), false, sink));
    return row;
  }
}
