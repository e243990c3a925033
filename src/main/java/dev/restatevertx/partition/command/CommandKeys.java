package dev.restatevertx.partition.command;

import dev.restatevertx.base.InvocationId;
import java.util.Optional;

/** Whom a command is for. */
public final class CommandKeys {
  private CommandKeys() {}

  /** The invocation that a command is about; empty when it is about the partition itself. */
  public static Optional<InvocationId> invocation(Command command) {
    return switch (command) {
      case Command.Invoke(var request) -> Optional.of(request.id());
      case Command.InvokerEffects(var id, _, _) -> Optional.of(id);
      case Command.FireTimer(var timer) -> Optional.of(timer.id());
      case Command.InvocationResponse(var to, _) -> Optional.of(to.caller());
      case Command.NotifySignal(var target, _, _) -> Optional.of(target);
      case Command.Attach(var target, _, _) -> Optional.of(target);
      case Command.Terminate(var id, _, _) -> Optional.of(id);
      case Command.Purge(var id, _) -> Optional.of(id);
      case Command.PurgeJournal(var id, _) -> Optional.of(id);
      case Command.AnnounceLeader _, Command.UpdateDurability _, Command.TruncateOutbox _ -> Optional.empty();
    };
  }

  /** The key (u64) that decides which partition gets a message of the outbox. */
  public static long partitionKey(Command command) {
    return invocation(command)
        .orElseThrow(() -> new IllegalArgumentException("Expected a command about an invocation, but got " + command))
        .partitionKey();
  }
}
