package dev.restatevertx.partition.transition;

import dev.restatevertx.journal.JournalCommand;

/** Which completion a command waits for. */
final class Completions {
  private Completions() {}

  /** The completion id (u32, from 1) that the command waits for after it has been stored; 0 when there is none. */
  static int awaitedBy(JournalCommand command) {
    return switch (command) {
      case JournalCommand.GetLazyState get -> get.completionId();
      case JournalCommand.GetLazyStateKeys get -> get.completionId();
      case JournalCommand.GetPromise get -> get.completionId();
      case JournalCommand.PeekPromise peek -> peek.completionId();
      case JournalCommand.CompletePromise complete -> complete.completionId();
      case JournalCommand.Sleep sleep -> sleep.completionId();
      case JournalCommand.Call call -> call.completionId();
      case JournalCommand.Run run -> run.completionId();
      case JournalCommand.AttachInvocation attach -> attach.completionId();
      case JournalCommand.GetInvocationOutput get -> get.completionId();
      case JournalCommand.Input _, JournalCommand.Output _, JournalCommand.SetState _, JournalCommand.ClearState _,
          JournalCommand.ClearAllState _, JournalCommand.GetEagerState _, JournalCommand.GetEagerStateKeys _,
          JournalCommand.OneWayCall _, JournalCommand.SendSignal _, JournalCommand.CompleteAwakeable _ ->
          0;
    };
  }
}
