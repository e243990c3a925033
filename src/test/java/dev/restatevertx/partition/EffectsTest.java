package dev.restatevertx.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.journal.AttemptFailure;
import dev.restatevertx.journal.Awaiting;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.Pin;
import dev.restatevertx.partition.state.ServiceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EffectsTest {
  private static final InvocationTarget RUN = new InvocationTarget(TargetKind.WORKFLOW_RUN, "Flow", "w", "run");
  private final Partition partition = new Partition();

  private static Awaiting completions(int... ids) {
    List<NotificationId> awaited = new ArrayList<>();
    for (int id : ids) {
      awaited.add(new NotificationId.Completion(id));
    }
    awaited.add(new NotificationId.Signal(SignalId.CANCEL));
    return new Awaiting(awaited);
  }

  private static Notification last(Partition partition, InvocationId id) {
    return (Notification) partition.journal(id).getLast();
  }

  @Test
  void theFirstPinStays() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    partition.effects(id, new Effect.PinDeployment(new DeploymentId(1, 1), 6));
    partition.effects(id, new Effect.PinDeployment(new DeploymentId(2, 2), 5));
    assertEquals(Optional.of(new Pin(new DeploymentId(1, 1), 6)), partition.row(id).pin());
  }

  @Test
  void theLastOutputIsTheOutcome() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    partition.append(id, Entries.output("first"));
    List<Action> actions = partition.end(id, "last");
    assertEquals(new Action.EffectsApplied(id, 2), actions.getFirst());
    assertEquals(
        Samples.success("last"), Partition.all(Action.ReplyOutcome.class, actions).getFirst().outcome());
  }

  @Test
  void anEndWithoutAnOutputIsAFailureForThoseWhoWait() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    List<Action> actions = partition.effects(id, new Effect.End());
    assertTrue(Partition.all(Action.ReplyOutcome.class, actions).getFirst().outcome() instanceof Outcome.Failed);
    assertEquals("Completed", partition.status(id));
  }

  @Test
  void effectsOfOneThatDoesNotRunAreDroppedAndItsAttemptIsAborted() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    partition.effects(id, new Effect.Suspend(completions(1)));
    int length = partition.row(id).journal().length();
    assertEquals(List.of(new Action.AbortInvocation(id)), partition.end(id, "late"));
    assertEquals("Suspended", partition.status(id));
    assertEquals(length, partition.row(id).journal().length());
  }

  @Test
  void aRequestedAckNamesTheCommandIndex() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    partition.append(id, Entries.sleep(5_000, 1));
    List<Action> actions = partition.effects(id, new Effect.AppendCommand(Entries.run(2), true));
    assertEquals(List.of(new Action.EffectsApplied(id, 1), new Action.AcknowledgeCommand(id, 2)), actions);
  }

  @Test
  void stateIsVisibleAtOnceAndStaysAfterAFailure() {
    InvocationId id = partition.invoke(Samples.OBJECT);
    partition.append(id, Entries.set("k", "v"), Entries.get("k", 1));
    assertEquals(new Result.Value(Entries.text("v")), last(partition, id).result());
    partition.append(id, Entries.set("l", ""), Entries.keys(2));
    assertEquals(new Result.StateKeys(List.of(Entries.text("k"), Entries.text("l"))), last(partition, id).result());
    partition.append(id, Entries.clear("k"), Entries.get("k", 3), Entries.get("l", 4));
    assertEquals(new Result.Value(Bytes.EMPTY), last(partition, id).result());
    partition.effects(id, new Effect.Fail(Failure.of(500, "no")));
    var states = partition.reads().states(ServiceKey.of(Samples.OBJECT), 100);
    assertEquals(List.of(Entries.text("l")), states.entries().stream().map(entry -> entry.key()).toList());
    assertEquals(false, states.partial());
  }

  @Test
  void eagerStateStopsAtTheFirstEntryThatDoesNotFit() {
    InvocationId id = partition.invoke(Samples.OBJECT);
    partition.append(id, Entries.set("a", "12345"), Entries.set("b", "1234567890"), Entries.set("c", ""));
    var states = partition.reads().states(ServiceKey.of(Samples.OBJECT), 12);
    assertEquals(1, states.entries().size());
    assertTrue(states.partial());
    partition.append(id, Entries.clearAll());
    assertEquals(0, partition.reads().states(ServiceKey.of(Samples.OBJECT), 0).entries().size());
  }

  @Test
  void aSleepIsCompletedByItsTimerOnly() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    Timer timer = new Timer(5_000, Timer.Kind.WAKE_SLEEP, id, 1);
    List<Action> slept = partition.append(id, Entries.sleep(5_000, 1));
    assertEquals(List.of(timer), partition.reads().timers(Optional.empty(), 10));
    assertTrue(slept.contains(new Action.RegisterTimer(timer)));
    partition.effects(id, new Effect.Suspend(completions(1)));
    List<Action> woken = partition.apply(new Command.FireTimer(timer));
    assertEquals(
        List.of(new Action.DeleteTimer(timer), new Action.StartInvocation(id, Samples.SERVICE)), woken);
    assertEquals(NotificationKind.SLEEP, last(partition, id).kind());
    assertEquals(3, partition.row(id).journal().length());
    partition.apply(new Command.FireTimer(timer));
    assertEquals(3, partition.row(id).journal().length());
  }

  @Test
  void aSleepOfForeverIsTheLastOfAllTimers() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    partition.append(id, Entries.sleep(-1, 1), Entries.sleep(5_000, 2));
    Timer last = new Timer(Long.MAX_VALUE, Timer.Kind.WAKE_SLEEP, id, 1);
    assertEquals(last, partition.reads().timers(Optional.empty(), 10).getLast());
    partition.apply(new Command.FireTimer(last));
    assertEquals(NotificationKind.SLEEP, last(partition, id).kind());
  }

  @Test
  void aCallLearnsItsIdAtOnceAndItsOutcomeOnce() {
    InvocationId id = partition.invoke(Samples.OBJECT);
    List<Action> actions =
        partition.append(id, Entries.call(Samples.OTHER, Samples.SERVICE, Retention.NONE, 1, 2));
    Command.Invoke sent = (Command.Invoke) Partition.sent(actions).getFirst();
    assertEquals(Optional.of(new ResponseSink.Invocation(id, 2, ResponseSink.Kind.CALL)), sent.request().sink());
    assertEquals(Entries.text("call"), sent.request().argument());
    assertEquals(NotificationKind.CALL_INVOCATION_ID, last(partition, id).kind());
    assertEquals(new Result.Invocation(Samples.OTHER), last(partition, id).result());
    Command answer =
        new Command.InvocationResponse(
            new ResponseSink.Invocation(id, 2, ResponseSink.Kind.CALL), new Result.Value(Entries.text("r")));
    assertEquals(
        List.of(new Action.ForwardNotification(id, 3, last(partition, id))).size(), partition.apply(answer).size());
    assertEquals(NotificationKind.CALL, last(partition, id).kind());
    assertEquals(List.of(), partition.apply(answer));
  }

  @Test
  void anAnswerThatNobodyAskedForIsDropped() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    partition.append(id, Entries.sleep(5_000, 2));
    for (int completion : new int[] {0, 1, 2}) {
      assertEquals(
          List.of(),
          partition.apply(
              new Command.InvocationResponse(
                  new ResponseSink.Invocation(id, completion, ResponseSink.Kind.CALL), Result.NOTHING)));
    }
  }

  @Test
  void aOneWayCallHasNoSinkAndMayBeDelayed() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    List<Command> sent =
        Partition.sent(
            partition.append(id, Entries.oneWay(Samples.OTHER, Samples.SERVICE, Retention.NONE, 7_000, 1)));
    Command.Invoke invoke = (Command.Invoke) sent.getFirst();
    assertEquals(Optional.empty(), invoke.request().sink());
    assertEquals(7_000, invoke.request().executionTime());
  }

  @Test
  void aSuspensionThatComesTooLateStartsAgain() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    partition.append(id, Entries.run(1));
    partition.effects(id, new Effect.CompleteRun(Entries.runResult(1, "r")));
    List<Action> actions = partition.effects(id, new Effect.Suspend(completions(1)));
    assertEquals(
        List.of(new Action.EffectsApplied(id, 1), new Action.StartInvocation(id, Samples.SERVICE)), actions);
    assertEquals("Invoked", partition.status(id));
  }

  @Test
  void onlyWhatIsAwaitedWakes() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    partition.effects(id, new Effect.Suspend(completions(1)));
    assertEquals(
        List.of(), partition.apply(new Command.NotifySignal(id, new SignalId.Index(17), Result.NOTHING)));
    assertEquals("Suspended", partition.status(id));
    assertEquals(2, partition.row(id).journal().length());
    assertEquals(
        List.of(new Action.StartInvocation(id, Samples.SERVICE)),
        partition.apply(new Command.NotifySignal(id, SignalId.CANCEL, Result.NOTHING)));
  }

  @Test
  void aRunIsCompletedOnceAndOnlyIfItBegan() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    partition.effects(id, new Effect.CompleteRun(Entries.runResult(1, "none")));
    assertEquals(1, partition.row(id).journal().length());
    partition.append(id, Entries.run(1));
    partition.effects(id, new Effect.CompleteRun(Entries.runResult(1, "one")));
    partition.effects(id, new Effect.CompleteRun(Entries.runResult(1, "two")));
    assertEquals(3, partition.row(id).journal().length());
  }

  @Test
  void aPausedOneOnlyListensUntilItIsCancelled() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    partition.effects(id, new Effect.Pause(AttemptFailure.of(500, "x", "")));
    partition.apply(new Command.NotifySignal(id, new SignalId.Index(17), Result.NOTHING));
    assertEquals("Paused", partition.status(id));
    assertEquals(
        List.of(new Action.StartInvocation(id, Samples.SERVICE)),
        Partition.all(Action.StartInvocation.class, partition.cancel(id, 1)));
  }

  @Test
  void repeatedFailuresAreKeptOnceUntilThereIsProgress() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    Effect boom = new Effect.RecordFailure(AttemptFailure.of(500, "boom", "RT0007"));
    partition.effects(id, boom);
    partition.effects(id, boom);
    assertEquals(1, partition.reads().events(id, partition.row(id)).size());
    partition.append(id, Entries.run(1));
    partition.effects(id, boom);
    assertEquals(2, partition.reads().events(id, partition.row(id)).size());
    for (int i = 0; i < 100; i++) {
      partition.effects(id, new Effect.RecordFailure(AttemptFailure.of(500, "boom " + i, "")));
    }
    var events = partition.reads().events(id, partition.row(id));
    assertEquals(32, events.size());
    assertEquals("boom 99", events.getLast().failure().message());
  }

  @Test
  void signalsAndAwakeablesTravelThroughTheOutbox() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    List<Command> sent =
        Partition.sent(
            partition.append(
                id,
                Entries.signal(Samples.OTHER, new SignalId.Named("go")),
                Entries.completeAwakeable(Samples.OTHER, 17, "v"),
                Entries.attach(Samples.OTHER, 1),
                Entries.getOutput(Samples.OTHER, 2)));
    assertEquals(
        List.of(
            new Command.NotifySignal(Samples.OTHER, new SignalId.Named("go"), Result.NOTHING),
            new Command.NotifySignal(Samples.OTHER, new SignalId.Index(17), new Result.Value(Entries.text("v"))),
            new Command.Attach(Samples.OTHER, true, new ResponseSink.Invocation(id, 1, ResponseSink.Kind.ATTACH)),
            new Command.Attach(Samples.OTHER, false, new ResponseSink.Invocation(id, 2, ResponseSink.Kind.GET_OUTPUT))),
        sent);
  }

  @Test
  void outputThatIsNotReadyIsNothingAndOfTheUnknownIsNotFound() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    ResponseSink.Invocation sink = new ResponseSink.Invocation(Samples.OTHER, 4, ResponseSink.Kind.GET_OUTPUT);
    assertEquals(
        List.of(new Command.InvocationResponse(sink, Result.NOTHING)),
        Partition.sent(partition.apply(new Command.Attach(id, false, sink))));
    assertEquals(
        List.of(new Command.InvocationResponse(sink, new Result.Failed(Failure.NOT_FOUND))),
        Partition.sent(partition.apply(new Command.Attach(partition.newId(), false, sink))));
    partition.end(id, "out");
    assertEquals(
        List.of(new Command.InvocationResponse(sink, new Result.Value(Entries.text("out")))),
        Partition.sent(partition.apply(new Command.Attach(id, false, sink))));
  }

  @Test
  void aPromiseIsCompletedOnceAndItsListenersHear() {
    InvocationId run = partition.invoke(RUN);
    InvocationId shared = partition.invoke(new InvocationTarget(TargetKind.WORKFLOW_SHARED, "Flow", "w", "resolve"));
    partition.append(run, Entries.getPromise("p", 1), Entries.peekPromise("p", 2));
    assertEquals(Result.NOTHING, last(partition, run).result());
    List<Command> sent = Partition.sent(partition.append(shared, Entries.completePromise("p", "v", 1)));
    assertEquals(
        List.of(
            new Command.InvocationResponse(
                new ResponseSink.Invocation(run, 1, ResponseSink.Kind.PROMISE), new Result.Value(Entries.text("v")))),
        sent);
    assertEquals(Result.NOTHING, last(partition, shared).result());
    partition.append(shared, Entries.completePromise("p", "w", 2));
    assertEquals(
        new Result.Failed(Failure.of(409, "promise was already completed")), last(partition, shared).result());
    partition.apply(sent.getFirst());
    assertEquals(NotificationKind.GET_PROMISE, last(partition, run).kind());
    partition.append(run, Entries.peekPromise("p", 3), Entries.getPromise("p", 4));
    assertEquals(new Result.Value(Entries.text("v")), last(partition, run).result());
  }

  @Test
  void aLongJournalSpillsIntoRowsOfItsOwnAndIsReadInParts() {
    InvocationId id = partition.invoke(Samples.OBJECT);
    for (int i = 1; i <= 60; i++) {
      partition.append(id, Entries.run(i));
      partition.effects(id, new Effect.CompleteRun(Entries.runResult(i, "r" + i)));
    }
    partition.append(id, Entries.sleep(9_000, 61));
    assertEquals(122, partition.journal(id).size());
    var part = partition.reads().journal(id, partition.row(id), 20, 122, 200);
    assertEquals(partition.journal(id).subList(20, 20 + part.entries().size()), part.entries());
    assertTrue(part.nextBytes() > 0 && part.entries().size() < 102);
    partition.effects(id, new Effect.Suspend(completions(61)));
    partition.replica().write();
    partition.replica().restart();
    List<Action> woken = partition.apply(new Command.FireTimer(new Timer(9_000, Timer.Kind.WAKE_SLEEP, id, 61)));
    assertEquals(1, Partition.all(Action.StartInvocation.class, woken).size());
    List<Action> again = partition.effects(id, new Effect.Suspend(completions(61)));
    assertEquals(1, Partition.all(Action.StartInvocation.class, again).size());
    partition.end(id, "out");
    partition.apply(new Command.Purge(id, Optional.empty()));
    partition.replica().write();
    assertEquals(1, partition.replica().rows().size(), () -> partition.replica().rows().keySet().toString());
  }

  @Test
  void theEchoOfAnEarlierLifeOfTheSameIdIsDropped() {
    InvocationId id = partition.invoke(Samples.SERVICE, 1, Retention.NONE);
    long firstLife = ((InvocationStatus.Invoked) partition.row(id).status()).since();
    partition.kill(id, 2);
    partition.apply(new Command.Invoke(Partition.from(id, Samples.SERVICE, 3, Retention.NONE, 0)));
    int length = partition.row(id).journal().length();

    List<Action> actions =
        partition.apply(new Command.InvokerEffects(id, firstLife, List.of(new Effect.End())));

    assertEquals(List.of(), actions);
    assertEquals(length, partition.row(id).journal().length());
    assertEquals("Invoked", partition.status(id));
  }
}
