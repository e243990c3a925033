package dev.restatevertx.worker.lead;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invoker.InvocationSnapshot;
import dev.restatevertx.invoker.NotInvokedException;
import dev.restatevertx.invoker.PartitionPort;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.PartitionReads;
import dev.restatevertx.partition.state.ServiceKey;
import dev.restatevertx.worker.apply.StoreAccess;
import dev.restatevertx.worker.propose.Proposer;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The invoker's view of a partition that this node leads: reads what is applied, proposes what attempts produce. */
public final class StatePort implements PartitionPort {
  /** Of a larger journal the invoker reads the rest as the endpoint takes it. */
  private static final long FIRST_CHUNK_BYTES = 32 << 10;

  private final PartitionReads reads;
  private final StoreAccess access;
  private final Proposer proposer;

  /** Of the invocations that attempts were loaded for: the LSN they were started at. */
  private final Map<InvocationId, Long> startedAt = new HashMap<>();

  public StatePort(PartitionReads reads, StoreAccess access, Proposer proposer) {
    this.reads = reads;
    this.access = access;
    this.proposer = proposer;
  }

  @Override
  public Future<InvocationSnapshot> load(InvocationId id) {
    return access.read(
        () -> {
          InvocationRow row = invoked(id);
          var chunk = reads.journal(id, row, 0, row.journal().length(), FIRST_CHUNK_BYTES);
          return new InvocationSnapshot(
              id,
              row.target(),
              row.pin().map(pin -> new InvocationSnapshot.Pin(pin.deployment(), pin.protocolVersion())),
              chunk.entries(),
              row.journal().length(),
              row.journal().commands(),
              row.times().modified(),
              row.span(),
              row.idempotencyKey());
        });
  }

  @Override
  public Future<JournalChunk> loadEntries(InvocationId id, int from, int to, long maxBytes) {
    return access.read(
        () -> {
          var chunk = reads.journal(id, invoked(id), from, to, maxBytes);
          return new JournalChunk(chunk.entries(), chunk.nextBytes());
        });
  }

  @Override
  public Future<EagerState> loadState(InvocationTarget target, long sizeLimit) {
    return access.read(
        () -> {
          var states = reads.states(new ServiceKey(target.service(), target.key()), sizeLimit);
          return new EagerState(
              states.entries().stream().map(entry -> new StateEntry(entry.key(), entry.value())).toList(),
              states.partial());
        });
  }

  @Override
  public boolean propose(InvocationId id, List<Effect> effects) {
    long since = Optional.ofNullable(startedAt.get(id)).orElseThrow(() -> new NotInvokedException(id));
    proposer.propose(id.partitionKey(), new Command.InvokerEffects(id, since, effects));
    if (ends(effects.getLast())) {
      startedAt.remove(id);
    }
    return proposer.hasRoom();
  }

  /** An attempt was aborted; it proposes nothing more. */
  public void aborted(InvocationId id) {
    startedAt.remove(id);
  }

  private InvocationRow invoked(InvocationId id) {
    InvocationRow row = reads.invocation(id).orElseThrow(() -> new NotInvokedException(id));
    if (!(row.status() instanceof InvocationStatus.Invoked(var since))) {
      throw new NotInvokedException(id);
    }
    startedAt.put(id, since);
    return row;
  }

  private static boolean ends(Effect effect) {
    return switch (effect) {
      case Effect.Suspend _, Effect.Pause _, Effect.End _, Effect.Fail _ -> true;
      case Effect.PinDeployment _, Effect.AppendCommand _, Effect.CompleteRun _, Effect.RecordFailure _ -> false;
    };
  }
}
