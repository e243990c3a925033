package dev.restatevertx.partition;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.KeyRange;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.invocation.Source;
import dev.restatevertx.invocation.SpanContext;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.journal.AttemptFailure;
import dev.restatevertx.journal.Awaiting;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.JournalCommandCodec;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.partition.command.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One of each kind of what is stored. */
final class Samples {
  static final InvocationId ID = new InvocationId(0x548ae3cba54055b3L, 0x0123456789abcdefL, 0xfedcba9876543210L);
  static final InvocationId OTHER = new InvocationId(-1, 1, 2);
  static final InvocationTarget OBJECT = new InvocationTarget(TargetKind.OBJECT_EXCLUSIVE, "Counter", "k1", "add");
  static final InvocationTarget SERVICE = InvocationTarget.service("Greeter", "greet");
  static final RequestId REQUEST = new RequestId(1, -2);
  static final Failure FAILURE = new Failure(409, "canceled", List.of(new Failure.Entry("why", "because")));
  static final AttemptFailure ATTEMPT_FAILURE =
      new AttemptFailure(500, "boom", "at x", "RT0007", OptionalInt.of(3), Optional.of("step"), OptionalInt.of(0x0411));

  private Samples() {}

  static InvocationRequest request() {
    return new InvocationRequest(
        ID,
        OBJECT,
        List.of(new Header("content-type", "application/json")),
        Entries.text("{}"),
        new Source.Ingress(REQUEST),
        Optional.of(new ResponseSink.Ingress(REQUEST)),
        Optional.of("ik1"),
        1_700_000_000_000L,
        new Retention(86_400_000, 3_600_000),
        new SpanContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b"));
  }

  static InvocationRequest internalRequest() {
    return new InvocationRequest(
        OTHER,
        SERVICE,
        List.of(),
        Bytes.EMPTY,
        new Source.Invocation(ID, OBJECT),
        Optional.of(new ResponseSink.Invocation(ID, 2, ResponseSink.Kind.CALL)),
        Optional.empty(),
        0,
        Retention.NONE,
        SpanContext.NONE);
  }

  static List<JournalCommand> commands() {
    return List.of(
        JournalCommandCodec.input(List.of(new Header("a", "b")), Entries.text("in")),
        Entries.output("out"),
        Entries.failure(500, "no"),
        Entries.get("k", 1),
        Entries.set("k", "v"),
        Entries.clear("k"),
        Entries.clearAll(),
        Entries.keys(2),
        new JournalCommand.GetEagerState(Entries.text("x"), "n"),
        new JournalCommand.GetEagerStateKeys(Entries.text("y"), ""),
        Entries.getPromise("p", 3),
        Entries.peekPromise("p", 4),
        Entries.completePromise("p", "v", 5),
        Entries.sleep(1_700_000_000_000L, 6),
        Entries.call(OTHER, SERVICE, new Retention(10, 5), 7, 8),
        Entries.oneWay(OTHER, OBJECT, Retention.NONE, 99, 9),
        Entries.signal(OTHER, new SignalId.Named("go")),
        Entries.run(10),
        Entries.attach(OTHER, 11),
        Entries.getOutput(OTHER, 12),
        Entries.completeAwakeable(OTHER, 17, "v"));
  }

  static List<Effect> effects() {
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.PinDeployment(new DeploymentId(3, 4), 6));
    commands().forEach(command -> effects.add(new Effect.AppendCommand(command, command.name().isEmpty())));
    effects.add(new Effect.CompleteRun(Entries.runResult(10, "done")));
    effects.add(
        new Effect.Suspend(
            new Awaiting(
                List.of(
                    new NotificationId.Completion(1),
                    new NotificationId.Signal(SignalId.CANCEL),
                    new NotificationId.Signal(new SignalId.Named("go"))))));
    effects.add(new Effect.Pause(ATTEMPT_FAILURE));
    effects.add(new Effect.RecordFailure(AttemptFailure.of(571, "protocol", "")));
    effects.add(new Effect.End());
    effects.add(new Effect.Fail(FAILURE));
    return effects;
  }

  static List<Envelope> envelopes() {
    List<Command> commands = new ArrayList<>();
    commands.add(new Command.AnnounceLeader(7, 1, 2, new KeyRange(0, 99)));
    commands.add(new Command.UpdateDurability(1234));
    commands.add(new Command.Invoke(request()));
    commands.add(new Command.Invoke(internalRequest()));
    effects().forEach(effect -> commands.add(new Command.InvokerEffects(ID, 7, List.of(effect))));
    commands.add(new Command.FireTimer(new Timer(5, Timer.Kind.WAKE_SLEEP, ID, 6)));
    commands.add(new Command.FireTimer(new Timer(5, Timer.Kind.RUN_SCHEDULED, ID, 0)));
    for (ResponseSink.Kind kind : ResponseSink.Kind.values()) {
      commands.add(new Command.InvocationResponse(new ResponseSink.Invocation(ID, 8, kind), Result.NOTHING));
    }
    for (Result result :
        List.of(
            new Result.Value(Entries.text("v")),
            new Result.Failed(FAILURE),
            new Result.Invocation(OTHER),
            new Result.StateKeys(List.of(Entries.text("k1"), Bytes.EMPTY)))) {
      commands.add(new Command.NotifySignal(ID, new SignalId.Index(17), result));
    }
    commands.add(new Command.Attach(ID, true, new ResponseSink.Ingress(REQUEST)));
    commands.add(new Command.Terminate(ID, Command.Terminate.Mode.CANCEL, Optional.of(REQUEST)));
    commands.add(new Command.Terminate(ID, Command.Terminate.Mode.KILL, Optional.empty()));
    commands.add(new Command.Purge(ID, Optional.empty()));
    commands.add(new Command.PurgeJournal(ID, Optional.of(REQUEST)));
    commands.add(new Command.TruncateOutbox(55));
    List<Envelope> envelopes = new ArrayList<>();
    List<Dedup> dedups = List.of(new Dedup.None(), new Dedup.Self(3, 400), new Dedup.Partition(5, 6));
    for (Command command : commands) {
      envelopes.add(new Envelope(0x548ae3cba54055b3L, dedups.get(envelopes.size() % 3), command));
    }
    return envelopes;
  }

  static Outcome success(String value) {
    return new Outcome.Success(Entries.text(value));
  }
}
