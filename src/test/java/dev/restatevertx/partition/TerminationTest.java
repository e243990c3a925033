package dev.restatevertx.partition;

import static dev.restatevertx.partition.Partition.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.journal.AttemptFailure;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.action.VerbReply;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.partition.state.Expiry;
import dev.restatevertx.partition.state.ServiceKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminationTest {
  private final Partition partition = new Partition();

  private static VerbReply reply(List<Action> actions) {
    return Partition.all(Action.ReplyVerb.class, actions).getFirst().reply();
  }

  private InvocationId scheduled(long request) {
    InvocationId id = partition.newId();
    partition.apply(new Command.Invoke(Partition.from(id, Samples.SERVICE, request, Partition.DAY, 5_000)));
    return id;
  }

  @Test
  void theUnknownIsNotFoundAndItsAttemptIsAborted() {
    InvocationId id = partition.newId();
    assertEquals(
        List.of(new Action.AbortInvocation(id), new Action.ReplyVerb(request(1), VerbReply.NOT_FOUND)),
        partition.cancel(id, 1));
    assertEquals(VerbReply.NOT_FOUND, reply(partition.kill(id, 1)));
    assertEquals(VerbReply.NOT_FOUND, reply(partition.apply(new Command.Purge(id, Optional.of(request(1))))));
    assertEquals(VerbReply.NOT_FOUND, reply(partition.apply(new Command.PurgeJournal(id, Optional.of(request(1))))));
  }

  @Test
  void whatHasNotStartedGoesWithoutATrace() {
    InvocationId id = scheduled(1);
    List<Action> cancelled = partition.cancel(id, 2);
    assertEquals(VerbReply.DONE, reply(cancelled));
    assertEquals(
        new Outcome.Failed(Failure.CANCELED),
        Partition.all(Action.ReplyOutcome.class, cancelled).getFirst().outcome());
    assertTrue(cancelled.contains(new Action.DeleteTimer(new Timer(5_000, Timer.Kind.RUN_SCHEDULED, id, 0))));
    assertEquals("Absent", partition.status(id));
    assertEquals(List.of(), partition.reads().timers(Optional.empty(), 10));
    partition.invoke(Samples.OBJECT);
    InvocationId waiting = partition.invoke(Samples.OBJECT);
    assertEquals(
        new Outcome.Failed(Failure.KILLED),
        Partition.all(Action.ReplyOutcome.class, partition.kill(waiting, 3)).getFirst().outcome());
    assertEquals("Absent", partition.status(waiting));
  }

  @Test
  void aCancelOfTheRunningIsJournaledAndAKillEndsIt() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    List<Action> cancelled = partition.cancel(id, 1);
    assertEquals(VerbReply.APPENDED, reply(cancelled));
    assertEquals(1, Partition.all(Action.ForwardNotification.class, cancelled).getFirst().entryIndex());
    List<Action> killed = partition.kill(id, 2);
    assertEquals(VerbReply.DONE, reply(killed));
    assertTrue(killed.contains(new Action.AbortInvocation(id)));
    assertEquals(
        new Outcome.Failed(Failure.KILLED), Partition.all(Action.ReplyOutcome.class, killed).getFirst().outcome());
    assertEquals(VerbReply.ALREADY_COMPLETED, reply(partition.kill(id, 3)));
    assertEquals(VerbReply.ALREADY_COMPLETED, reply(partition.cancel(id, 3)));
  }

  @Test
  void aKillTakesEveryCallAlong() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    InvocationId second = new InvocationId(8, 8, 8);
    partition.append(
        id,
        Entries.call(Samples.OTHER, Samples.SERVICE, Retention.NONE, 1, 2),
        Entries.run(3),
        Entries.oneWay(second, Samples.SERVICE, Retention.NONE, 0, 4));
    assertEquals(
        List.of(
            new Command.Terminate(Samples.OTHER, Command.Terminate.Mode.KILL, Optional.empty()),
            new Command.Terminate(second, Command.Terminate.Mode.KILL, Optional.empty())),
        Partition.sent(partition.kill(id, 1)));
  }

  @Test
  void aKillFindsTheCallsOfALongJournalInTheStore() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    for (int i = 0; i < 40; i++) {
      partition.append(
          id, Entries.call(new InvocationId(8, 8, i), Samples.SERVICE, Retention.NONE, 2 * i + 1, 2 * i + 2));
    }
    for (int i = 0; i < 4; i++) {
      partition.replica().write();
    }
    List<Command> sent = Partition.sent(partition.kill(id, 1));
    assertEquals(40, sent.size());
    assertEquals(
        new Command.Terminate(new InvocationId(8, 8, 39), Command.Terminate.Mode.KILL, Optional.empty()),
        sent.getLast());
  }

  @Test
  void onlyTheCompletedIsPurged() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    assertEquals(VerbReply.NOT_COMPLETED, reply(partition.apply(new Command.Purge(id, Optional.of(request(1))))));
    partition.end(id, "out");
    assertEquals(VerbReply.DONE, reply(partition.apply(new Command.PurgeJournal(id, Optional.of(request(1))))));
    assertEquals(0, partition.row(id).journal().length());
    assertEquals(VerbReply.DONE, reply(partition.apply(new Command.Purge(id, Optional.of(request(1))))));
    assertEquals("Absent", partition.status(id));
    assertEquals(1, partition.replica().rows().size());
  }

  @Test
  void retentionSaysWhatGoesWhen() {
    InvocationId both = partition.invoke(Samples.SERVICE, 1, new Retention(400, 100));
    InvocationId noJournal = partition.invoke(Samples.SERVICE, 2, new Retention(300, 0));
    InvocationId none = partition.invoke(Samples.SERVICE, 3, Retention.NONE);
    partition.at(2_000);
    for (InvocationId id : List.of(both, noJournal, none)) {
      partition.effects(id, new Effect.RecordFailure(AttemptFailure.of(500, "x", "")));
      partition.end(id, "out");
    }
    assertEquals("Absent", partition.status(none));
    assertEquals(0, partition.row(noJournal).journal().length());
    assertEquals(2, partition.row(both).journal().length());
    assertEquals(List.of(), partition.reads().expired(2_099, 10));
    assertEquals(
        List.of(
            new Expiry(2_100, Expiry.Kind.JOURNAL, both),
            new Expiry(2_300, Expiry.Kind.INVOCATION, noJournal),
            new Expiry(2_400, Expiry.Kind.INVOCATION, both)),
        partition.reads().expired(2_400, 10));
    partition.apply(new Command.PurgeJournal(both, Optional.empty()));
    partition.apply(new Command.Purge(both, Optional.empty()));
    partition.apply(new Command.Purge(noJournal, Optional.empty()));
    assertEquals(1, partition.replica().rows().size());
  }

  @Test
  void aWorkflowsStateAndPromisesGoWithItsRun() {
    InvocationTarget run = new InvocationTarget(TargetKind.WORKFLOW_RUN, "Flow", "w", "run");
    InvocationId id = partition.invoke(run);
    partition.append(id, Entries.set("k", "v"), Entries.completePromise("p", "v", 1));
    partition.end(id, "out");
    partition.replica().write();
    partition.apply(new Command.Purge(id, Optional.empty()));
    assertEquals(0, partition.reads().states(ServiceKey.of(run), 100).entries().size());
    assertEquals(1, partition.replica().rows().size());
  }

  @Test
  void timeDoesNotGoBackWithAClock() {
    partition.at(5_000);
    partition.invoke(Samples.SERVICE);
    partition.at(4_000);
    assertEquals(5_000, partition.row(partition.invoke(Samples.SERVICE)).times().created());
  }
}
