package dev.restatevertx.partition;

import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.KeyRange;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.Awaiting;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.codec.EnvelopeCodec;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.OverlayLimits;
import dev.restatevertx.partition.state.OverlayWrite;
import dev.restatevertx.partition.state.PartitionReads;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.state.StoreBatch;
import dev.restatevertx.partition.transition.PartitionStateMachine;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a few records do to the rows, byte for byte, and what they make a leader do. Replicas of different builds apply the
 * same log: if this file changes, they would part. A change of behaviour needs a new kind of record.
 */
class TransitionGoldenTest {
  private final MemoryStore store = new MemoryStore();
  private final PartitionState state = new PartitionState(store, OverlayLimits.DEFAULT);
  private final PartitionStateMachine machine = new PartitionStateMachine(state, KeyRange.FULL);
  private final StringBuilder text = new StringBuilder();
  private long lsn;

  private void apply(Command command) {
    apply(new Envelope(0, new Dedup.Self(9, lsn + 1), command));
  }

  private void apply(Envelope envelope) {
    List<Action> actions = new ArrayList<>();
    machine.apply(++lsn, 1_000 + lsn, EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)), actions);
    text.append("# ").append(envelope.command().getClass().getSimpleName()).append('\n');
    actions.forEach(action -> text.append("action ").append(action).append('\n'));
    OverlayWrite write = state.beginWrite();
    write.encode(
        new StoreBatch() {
          @Override
          public void put(byte[] key, byte[] value) {
            text.append("put ").append(hex(key)).append(' ').append(hex(value)).append('\n');
          }

          @Override
          public void delete(byte[] key) {
            text.append("delete ").append(hex(key)).append('\n');
          }
        });
    store.write(write);
    state.writeCompleted(write);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private void effects(InvocationId id, Effect... effects) {
    long since =
        new PartitionReads(state)
            .invocation(id)
            .map(row -> row.status() instanceof InvocationStatus.Invoked(var started) ? started : 0L)
            .orElse(0L);
    apply(new Command.InvokerEffects(id, since, List.of(effects)));
  }

  private static Effect append(JournalCommand command) {
    return new Effect.AppendCommand(command, false);
  }

  private static InvocationId id(long number) {
    return new InvocationId(1, 2, number);
  }

  @Test
  void recordsDoWhatTheyAlwaysDid() {
    Samples.envelopes().forEach(this::apply);

    // A greet.
    apply(new Command.Invoke(Partition.from(id(1), Samples.SERVICE, 1, Partition.DAY, 0)));
    effects(
        id(1), new Effect.PinDeployment(new DeploymentId(1, 2), 6), append(Entries.output("hi")), new Effect.End());

    // Two for one key, the first with state, a sleep, a suspension and a call.
    apply(new Command.Invoke(Partition.from(id(2), Samples.OBJECT, 2, Retention.NONE, 0)));
    apply(new Command.Invoke(Partition.from(id(3), Samples.OBJECT, 3, Retention.NONE, 0)));
    effects(
        id(2),
        append(Entries.set("k", "v")),
        append(Entries.get("k", 1)),
        append(Entries.sleep(5_000, 2)),
        append(Entries.call(id(4), Samples.SERVICE, Retention.NONE, 3, 4)),
        new Effect.Suspend(
            new Awaiting(List.of(new NotificationId.Completion(2), new NotificationId.Signal(SignalId.CANCEL)))));
    apply(new Command.FireTimer(new Timer(5_000, Timer.Kind.WAKE_SLEEP, id(2), 2)));
    apply(new Command.NotifySignal(id(2), new SignalId.Index(17), new Result.Value(Entries.text("go"))));
    apply(new Command.Terminate(id(2), Command.Terminate.Mode.KILL, Optional.of(Samples.REQUEST)));
    effects(id(3), append(Entries.output("bye")), new Effect.End());
    apply(new Command.TruncateOutbox(100));

    // What is kept goes.
    apply(new Command.PurgeJournal(id(1), Optional.empty()));
    apply(new Command.Purge(id(1), Optional.of(Samples.REQUEST)));
    Golden.check("transitions.txt", text.toString());
  }
}
