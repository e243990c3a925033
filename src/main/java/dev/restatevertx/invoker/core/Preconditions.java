package dev.restatevertx.invoker.core;

import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.journal.JournalCommand;

/** Which commands a handler of some kind may use. */
final class Preconditions {
  private Preconditions() {}

  static void check(InvocationTarget target, JournalCommand command) {
    switch (command) {
      case JournalCommand.SetState _, JournalCommand.ClearState _, JournalCommand.ClearAllState _ ->
          require(target.kind().mayWriteState(), target, "may not change state: only exclusive handlers may");
      case JournalCommand.GetLazyState _,
              JournalCommand.GetLazyStateKeys _,
              JournalCommand.GetEagerState _,
              JournalCommand.GetEagerStateKeys _ ->
          require(target.kind().keyed(), target, "has no state: only keyed services have");
      case JournalCommand.GetPromise _, JournalCommand.PeekPromise _, JournalCommand.CompletePromise _ ->
          require(target.kind().workflow(), target, "has no promises: only workflows have");
      case JournalCommand.Input _,
              JournalCommand.Output _,
              JournalCommand.Sleep _,
              JournalCommand.Call _,
              JournalCommand.OneWayCall _,
              JournalCommand.SendSignal _,
              JournalCommand.Run _,
              JournalCommand.AttachInvocation _,
              JournalCommand.GetInvocationOutput _,
              JournalCommand.CompleteAwakeable _ -> {}
    }
  }

  private static void require(boolean condition, InvocationTarget target, String otherwise) {
    if (!condition) {
      throw new CommandRejectedException(
          ErrorCode.RT0017, target.service() + "/" + target.handler() + " " + otherwise);
    }
  }
}
