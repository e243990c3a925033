package dev.restatevertx.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.Source;
import dev.restatevertx.invocation.SpanContext;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.CommandKeys;
import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.PartitionReads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A partition that tests talk to command by command. */
final class Partition {
  static final Retention DAY = new Retention(86_400_000, 86_400_000);

  private final Replica replica = new Replica();
  private long lsn;
  private long now = 1_000;
  private long nextId = 1;

  List<Action> apply(Command command) {
    return apply(command, new Dedup.None());
  }

  List<Action> apply(Command command, Dedup dedup) {
    long key = CommandKeys.invocation(command).map(InvocationId::partitionKey).orElse(0L);
    return replica.apply(++lsn, now, new Envelope(key, dedup, command));
  }

  /** Sets the time of the records that follow. */
  void at(long time) {
    now = time;
  }

  long lsn() {
    return lsn;
  }

  Replica replica() {
    return replica;
  }

  PartitionReads reads() {
    return replica.reads();
  }

  InvocationId newId() {
    return new InvocationId(5, 6, nextId++);
  }

  static RequestId request(long number) {
    return new RequestId(9, number);
  }

  /** A request from the door by an id of its own, that waits for its outcome. */
  static InvocationRequest from(
      InvocationId id, InvocationTarget target, long request, Retention retention, long time) {
    return new InvocationRequest(
        id,
        target,
        List.of(new Header("h", "v")),
        Entries.text("in"),
        new Source.Ingress(request(request)),
        Optional.of(new ResponseSink.Ingress(request(request))),
        Optional.empty(),
        time,
        retention,
        SpanContext.NONE);
  }

  /** Creates an invocation and answers its id. */
  InvocationId invoke(InvocationTarget target, long request, Retention retention) {
    InvocationId id = newId();
    apply(new Command.Invoke(from(id, target, request, retention, 0)));
    return id;
  }

  InvocationId invoke(InvocationTarget target) {
    return invoke(target, 1000 + nextId, DAY);
  }

  List<Action> effects(InvocationId id, Effect... effects) {
    return apply(new Command.InvokerEffects(id, since(id), List.of(effects)));
  }

  private long since(InvocationId id) {
    return reads()
        .invocation(id)
        .map(row -> row.status() instanceof InvocationStatus.Invoked(var since) ? since : 0L)
        .orElse(0L);
  }

  List<Action> append(InvocationId id, JournalCommand... commands) {
    List<Effect> effects = new ArrayList<>();
    for (JournalCommand command : commands) {
      effects.add(new Effect.AppendCommand(command, false));
    }
    return apply(new Command.InvokerEffects(id, since(id), effects));
  }

  List<Action> end(InvocationId id, String output) {
    return effects(id, new Effect.AppendCommand(Entries.output(output), false), new Effect.End());
  }

  List<Action> cancel(InvocationId id, long request) {
    return apply(new Command.Terminate(id, Command.Terminate.Mode.CANCEL, Optional.of(request(request))));
  }

  List<Action> kill(InvocationId id, long request) {
    return apply(new Command.Terminate(id, Command.Terminate.Mode.KILL, Optional.of(request(request))));
  }

  String status(InvocationId id) {
    return Statuses.name(reads().invocation(id));
  }

  InvocationRow row(InvocationId id) {
    return reads().invocation(id).orElseThrow();
  }

  List<JournalEntry> journal(InvocationId id) {
    InvocationRow row = row(id);
    List<JournalEntry> entries = reads().journal(id, row, 0, row.journal().length(), Long.MAX_VALUE).entries();
    assertEquals(row.journal().length(), entries.size());
    return entries;
  }

  /** The commands that the actions send through the outbox. */
  static List<Command> sent(List<Action> actions) {
    List<Command> sent = new ArrayList<>();
    for (Action action : actions) {
      if (action instanceof Action.EnqueueOutbox(var message)) {
        sent.add(message.command());
      }
    }
    return sent;
  }

  static <A extends Action> List<A> all(Class<A> kind, List<Action> actions) {
    return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
