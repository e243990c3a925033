package dev.restatevertx.partition;

import static dev.restatevertx.partition.Partition.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.Source;
import dev.restatevertx.invocation.SpanContext;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Timer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ArrivalTest {
  private final Partition partition = new Partition();

  private static InvocationRequest send(InvocationId id, InvocationTarget target, RequestId request, long time) {
    return new InvocationRequest(
        id, target, List.of(), Entries.text(""), new Source.Ingress(request), Optional.empty(), Optional.empty(),
        time, Partition.DAY, SpanContext.NONE);
  }

  @Test
  void aServiceIsStartedAtOnceWithItsInputJournaled() {
    InvocationId id = partition.newId();
    List<Action> actions = partition.apply(new Command.Invoke(Partition.from(id, Samples.SERVICE, 1, Partition.DAY, 0)));
    assertEquals(List.of(new Action.StartInvocation(id, Samples.SERVICE)), actions);
    assertEquals("Invoked", partition.status(id));
    assertEquals(Entries.text("in"), assertInstanceOf(JournalCommand.Input.class, partition.journal(id).getFirst()).argument());
  }

  @Test
  void aSubmissionIsAnsweredAndARepeatedOneIsStillNew() {
    InvocationId id = partition.newId();
    var submitted = new Action.ReplySubmitted(request(1), id, true, OptionalLong.empty());
    assertEquals(submitted, partition.apply(new Command.Invoke(send(id, Samples.SERVICE, request(1), 0))).getFirst());
    assertEquals(List.of(submitted), partition.apply(new Command.Invoke(send(id, Samples.SERVICE, request(1), 0))));
  }

  @Test
  void anotherRequestForTheSameIdIsNotNew() {
    InvocationId id = partition.newId();
    partition.apply(new Command.Invoke(send(id, Samples.SERVICE, request(1), 0)));
    assertEquals(
        List.of(new Action.ReplySubmitted(request(2), id, false, OptionalLong.empty())),
        partition.apply(new Command.Invoke(send(id, Samples.SERVICE, request(2), 0))));
  }

  @Test
  void allWhoWaitForOneIdGetItsOutcomeOnce() {
    InvocationId id = partition.newId();
    partition.apply(new Command.Invoke(Partition.from(id, Samples.SERVICE, 1, Partition.DAY, 0)));
    partition.apply(new Command.Invoke(Partition.from(id, Samples.SERVICE, 2, Partition.DAY, 0)));
    partition.apply(new Command.Invoke(Partition.from(id, Samples.SERVICE, 1, Partition.DAY, 0)));
    List<Action.ReplyOutcome> replies = Partition.all(Action.ReplyOutcome.class, partition.end(id, "out"));
    assertEquals(List.of(request(1), request(2)), replies.stream().map(Action.ReplyOutcome::request).toList());
    assertEquals(Samples.success("out"), replies.getFirst().outcome());
    assertEquals(OptionalLong.empty(), replies.getFirst().completionExpiresAt());
  }

  @Test
  void aCompletedOneAnswersFromWhatIsKeptAndSaysUntilWhen() {
    InvocationId id = partition.invoke(Samples.SERVICE);
    partition.end(id, "out");
    assertEquals(
        List.of(
            new Action.ReplyOutcome(
                request(2), id, Samples.SERVICE, Samples.success("out"), OptionalLong.of(1_000 + 86_400_000))),
        partition.apply(new Command.Invoke(Partition.from(id, Samples.SERVICE, 2, Partition.DAY, 0))));
  }

  @Test
  void aWorkflowRunsOnceAndASecondCallIsRefused() {
    InvocationTarget run = new InvocationTarget(TargetKind.WORKFLOW_RUN, "Flow", "w", "run");
    InvocationId id = partition.invoke(run, 1, Partition.DAY);
    Outcome refused = new Outcome.Failed(Failure.WORKFLOW_ALREADY_INVOKED);
    assertEquals(
        List.of(new Action.ReplyOutcome(request(2), id, run, refused, OptionalLong.empty())),
        partition.apply(new Command.Invoke(Partition.from(id, run, 2, Partition.DAY, 0))));
    assertEquals(1, partition.row(id).sinks().size());
  }

  @Test
  void aRepeatedWorkflowRequestWaitsOn() {
    InvocationTarget run = new InvocationTarget(TargetKind.WORKFLOW_RUN, "Flow", "w", "run");
    InvocationId id = partition.invoke(run, 1, Partition.DAY);
    assertEquals(List.of(), partition.apply(new Command.Invoke(Partition.from(id, run, 1, Partition.DAY, 0))));
    assertEquals(1, partition.row(id).sinks().size());
  }

  @Test
  void aScheduledOneStartsWhenItsTimerFiresAndNotByAnother() {
    InvocationId id = partition.newId();
    Timer timer = new Timer(5_000, Timer.Kind.RUN_SCHEDULED, id, 0);
    assertEquals(
        List.of(
            new Action.ReplySubmitted(request(1), id, true, OptionalLong.of(5_000)), new Action.RegisterTimer(timer)),
        partition.apply(new Command.Invoke(send(id, Samples.OBJECT, request(1), 5_000))));
    assertEquals("Scheduled", partition.status(id));
    partition.apply(new Command.FireTimer(new Timer(4_000, Timer.Kind.RUN_SCHEDULED, id, 0)));
    assertEquals("Scheduled", partition.status(id));
    assertEquals(
        List.of(new Action.DeleteTimer(timer), new Action.StartInvocation(id, Samples.OBJECT)),
        partition.apply(new Command.FireTimer(timer)));
    assertEquals(List.of(new Action.DeleteTimer(timer)), partition.apply(new Command.FireTimer(timer)));
  }

  @Test
  void anExclusiveHandlerWaitsForItsKeyInOrderAndOthersDoNot() {
    InvocationId first = partition.invoke(Samples.OBJECT, 1, Retention.NONE);
    InvocationId second = partition.invoke(Samples.OBJECT, 2, Retention.NONE);
    InvocationId third = partition.invoke(Samples.OBJECT, 3, Retention.NONE);
    InvocationId other =
        partition.invoke(new InvocationTarget(TargetKind.OBJECT_EXCLUSIVE, "Counter", "k2", "add"));
    InvocationId shared = partition.invoke(new InvocationTarget(TargetKind.OBJECT_SHARED, "Counter", "k1", "get"));
    assertEquals(
        List.of("Invoked", "Inboxed", "Inboxed", "Invoked", "Invoked"),
        List.of(first, second, third, other, shared).stream().map(partition::status).toList());
    assertEquals(
        List.of(new Action.StartInvocation(second, Samples.OBJECT)),
        Partition.all(Action.StartInvocation.class, partition.end(first, "")));
    assertEquals("Absent", partition.status(first));
    assertEquals(
        List.of(new Action.StartInvocation(third, Samples.OBJECT)),
        Partition.all(Action.StartInvocation.class, partition.kill(second, 9)));
    partition.end(third, "");
    assertEquals(List.of(), Partition.all(Action.StartInvocation.class, partition.end(third, "")));
    assertEquals("Invoked", partition.status(partition.invoke(Samples.OBJECT)));
  }

  @Test
  void aCancelledWaiterLeavesTheQueue() {
    InvocationId first = partition.invoke(Samples.OBJECT, 1, Retention.NONE);
    InvocationId second = partition.invoke(Samples.OBJECT, 2, Retention.NONE);
    InvocationId third = partition.invoke(Samples.OBJECT, 3, Retention.NONE);
    partition.cancel(second, 9);
    assertEquals(
        List.of(new Action.StartInvocation(third, Samples.OBJECT)),
        Partition.all(Action.StartInvocation.class, partition.end(first, "")));
  }

  @Test
  void attachWaitsAnswersOrIsNotFound() {
    ResponseSink sink = new ResponseSink.Ingress(request(5));
    InvocationId unknown = partition.newId();
    assertEquals(
        List.of(new Action.ReplyNotFound(request(5), unknown)),
        partition.apply(new Command.Attach(unknown, true, sink)));
    InvocationId id = partition.invoke(Samples.SERVICE);
    assertEquals(List.of(), partition.apply(new Command.Attach(id, true, sink)));
    assertEquals(
        request(5), Partition.all(Action.ReplyOutcome.class, partition.end(id, "out")).getLast().request());
    assertEquals(1, Partition.all(Action.ReplyOutcome.class, partition.apply(new Command.Attach(id, true, sink))).size());
  }
}
