package dev.restatevertx.invoker;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.SpanContext;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.JournalCommandCodec;
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationCodec;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.runtime.Loop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A partition that applies what is proposed one turn later and answers sleeps and calls at once. */
final class MemoryPartition implements PartitionPort {
  /** One invocation. */
  static final class Row {
    final InvocationId id;
    final InvocationTarget target;
    final List<JournalEntry> entries = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    final List<Integer> batches = new ArrayList<>();
    final List<StateEntry> state = new ArrayList<>();
    Optional<InvocationSnapshot.Pin> pin = Optional.empty();
    boolean invoked = true;
    int loads;

    Row(InvocationId id, InvocationTarget target) {
      this.id = id;
      this.target = target;
    }

    int commands() {
      return (int) entries.stream().filter(JournalCommand.class::isInstance).count();
    }

    <E extends Effect> Optional<E> last(Class<E> type) {
      return effects.stream().filter(type::isInstance).map(type::cast).reduce((_, b) -> b);
    }
  }

  private final Loop loop;
  private final Map<InvocationId, Row> rows = new LinkedHashMap<>();
  private Optional<Invoker> invoker = Optional.empty();
  int snapshotBytes = 32 * 1024;
  boolean answerSleeps = true;
  boolean full;
  boolean applies = true;
  long loadedBytes;

  MemoryPartition(Loop loop) {
    this.loop = loop;
  }

  void attach(Invoker invoker) {
    this.invoker = Optional.of(invoker);
  }

  Row create(InvocationId id, InvocationTarget target, Bytes argument) {
    Row row = new Row(id, target);
    row.entries.add(JournalCommandCodec.input(List.of(), argument));
    rows.put(id, row);
    return row;
  }

  void append(Row row, Notification notification) {
    row.entries.add(notification);
    invoker.orElseThrow().notificationAppended(row.id, row.entries.size() - 1, notification);
  }

  @Override
  public Future<InvocationSnapshot> load(InvocationId id) {
    Row row = rows.get(id);
    if (row == null || !row.invoked) {
      return Future.failedFuture(new NotInvokedException(id));
    }
    row.loads++;
    List<JournalEntry> first = chunk(row, 0, row.entries.size(), snapshotBytes).entries();
    return Future.succeededFuture(
        new InvocationSnapshot(
            id,
            row.target,
            row.pin,
            first,
            row.entries.size(),
            row.commands(),
            0,
            SpanContext.NONE,
            Optional.empty()));
  }

  @Override
  public Future<JournalChunk> loadEntries(InvocationId id, int from, int to, long maxBytes) {
    Row row = rows.get(id);
    return row == null || !row.invoked
        ? Future.failedFuture(new NotInvokedException(id))
        : Future.succeededFuture(chunk(row, from, to, maxBytes));
  }

  private JournalChunk chunk(Row row, int from, int to, long maxBytes) {
    List<JournalEntry> chunk = new ArrayList<>();
    long size = 0;
    int at = from;
    while (at < to && size + row.entries.get(at).payload().length() <= maxBytes) {
      size += row.entries.get(at).payload().length();
      chunk.add(copy(row.entries.get(at)));
      at++;
    }
    loadedBytes += size;
    return new JournalChunk(chunk, at < to ? row.entries.get(at).payload().length() : 0);
  }

  /** A store gives fresh bytes with every read. */
  private static JournalEntry copy(JournalEntry entry) {
    Bytes payload = Bytes.wrap(entry.payload().toByteArray());
    return switch (entry) {
      case JournalCommand.Input(_, var name, var argument) -> new JournalCommand.Input(payload, name, argument);
      case JournalCommand.Output(_, var name, var outcome) -> new JournalCommand.Output(payload, name, outcome);
      case Notification(var kind, var id, var result, _) -> new Notification(kind, id, result, payload);
      default -> entry;
    };
  }

  @Override
  public Future<EagerState> loadState(InvocationTarget target, long sizeLimit) {
    for (Row row : rows.values()) {
      if (row.target.equals(target)) {
        return Future.succeededFuture(new EagerState(row.state, false));
      }
    }
    return Future.succeededFuture(new EagerState(List.of(), false));
  }

  @Override
  public boolean propose(InvocationId id, List<Effect> effects) {
    Row row = Optional.ofNullable(rows.get(id)).orElseThrow();
    row.effects.addAll(effects);
    row.batches.add(effects.size());
    if (applies) {
      loop.execute(() -> apply(row, effects));
    }
    return !full;
  }

  void apply(Row row, List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.PinDeployment(var deployment, int version) ->
            row.pin = Optional.of(new InvocationSnapshot.Pin(deployment, version));
        case Effect.AppendCommand(var command, boolean ackRequested) -> command(row, command, ackRequested);
        case Effect.CompleteRun(var completion) -> append(row, completion);
        case Effect.Suspend _, Effect.Pause _, Effect.End _, Effect.Fail _ -> row.invoked = false;
        case Effect.RecordFailure _ -> {}
      }
    }
    invoker.orElseThrow().effectsApplied(row.id, effects.size());
  }

  private void command(Row row, JournalCommand command, boolean ackRequested) {
    row.entries.add(command);
    if (ackRequested) {
      invoker.orElseThrow().commandStored(row.id, row.commands() - 1);
    }
    if (command instanceof JournalCommand.Sleep sleep && answerSleeps) {
      append(
          row,
          NotificationCodec.of(
              NotificationKind.SLEEP, new NotificationId.Completion(sleep.completionId()), Result.NOTHING));
    }
    if (command instanceof JournalCommand.Call call) {
      append(
          row,
          NotificationCodec.of(
              NotificationKind.CALL_INVOCATION_ID,
              new NotificationId.Completion(call.invocationIdCompletionId()),
              new Result.Invocation(call.callee().id())));
    }
  }
}
