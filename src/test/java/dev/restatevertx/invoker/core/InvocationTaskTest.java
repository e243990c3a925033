package dev.restatevertx.invoker.core;

import static dev.restatevertx.invoker.core.TaskFixture.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.base.OnMaxAttempts;
import dev.restatevertx.base.RetryPolicy;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationCodec;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.protocol.Frame;
import dev.restatevertx.protocol.MessageType;
import dev.restatevertx.schema.ProtocolMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTaskTest {
  private static final Frame RUN = frame(MessageType.RUN, "5801");
  private static final Frame PROPOSE = frame(MessageType.PROPOSE_RUN_COMPLETION, "0801720131");
  private static final Frame OUTPUT = frame(MessageType.OUTPUT, "7200");
  private static final Frame END = frame(MessageType.END, "");
  private static final Frame ERROR = frame(MessageType.ERROR, "08f403120161");
  private static final Notification CANCEL =
      NotificationCodec.of(
          NotificationKind.SIGNAL, new NotificationId.Signal(SignalId.CANCEL), Result.NOTHING);

  private final TaskFixture fixture = new TaskFixture();

  @Test
  void oneChunkIsOneProposalAndPinsFirst() {
    fixture.start();
    List<TaskAction> actions = fixture.receive(OUTPUT, END);
    assertEquals(3, actions.size());
    List<Effect> effects = assertInstanceOf(TaskAction.Propose.class, actions.getFirst()).effects();
    assertEquals(new Effect.PinDeployment(TaskFixture.DEPLOYMENT, 6), effects.getFirst());
    assertInstanceOf(Effect.AppendCommand.class, effects.get(1));
    assertEquals(new Effect.End(), effects.get(2));
    assertEquals(new TaskAction.Drain(), actions.get(1));
    assertEquals(new TaskAction.Finish(), actions.get(2));
    assertEquals(List.of(), fixture.receive(RUN), "nothing after the last word");
  }

  @Test
  void pinsOnlyOnce() {
    fixture.start();
    fixture.receive(RUN);
    fixture.receive(PROPOSE);
    assertEquals(
        List.of(Effect.PinDeployment.class, Effect.AppendCommand.class, Effect.CompleteRun.class),
        fixture.effects().stream().map(Object::getClass).toList());
  }

  @Test
  void doesNotPinAPinnedInvocation() {
    fixture.on(new TaskEvent.Started());
    fixture.loaded(3, 2, true).receive(RUN);
    assertEquals(1, fixture.effects().size());
  }

  @Test
  void replaysExactlyWhatItAnnounces() {
    fixture.on(new TaskEvent.Started());
    // Applied while the journal was being read: entry 1 is in the snapshot, entry 2 is not.
    fixture.on(new TaskEvent.Notified(1, CANCEL));
    fixture.on(new TaskEvent.Notified(2, CANCEL));
    fixture.loaded(2, 1, false);
    fixture.on(new TaskEvent.Notified(3, CANCEL));
    assertEquals(2, fixture.all(TaskAction.Open.class).getFirst().knownEntries());
    assertEquals(
        List.of(2, 3), fixture.all(TaskAction.Deliver.class).stream().map(TaskAction.Deliver::entryIndex).toList());
  }

  @Test
  void endWithoutOutputIsAViolationUnlessItWasReplayed() {
    fixture.start().receive(END);
    assertFailure("RT0012");
    TaskFixture replayed = new TaskFixture();
    replayed.on(new TaskEvent.Started());
    replayed.loaded(2, 2, true).on(new TaskEvent.OutputReplayed());
    replayed.receive(END);
    assertEquals(List.of(new Effect.End()), replayed.effects());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "0, RT0012", "4, RT0012", "6, RT0012", "7, RT0012", "9, RT0012", "1024, RT0012", "1039, RT0012",
        "1279, RT0012", "32780, RT0012", "64511, RT0012", "64512, RT0012", "65535, RT0012",
      })
  void unknownOrMisplacedMessagesAreViolations(int type, String docCode) {
    fixture.start().receive(RUN, frame(type, ""));
    assertFailure(docCode);
    // What came before in the same chunk counts; all of it is one proposal.
    assertEquals(1, fixture.all(TaskAction.Propose.class).size());
    assertEquals(3, fixture.effects().size());
  }

  @Test
  void commandsAfterARejectedOneAreNotStored() {
    fixture.start().receive(frame(MessageType.SET_STATE, "0a01611a00"), RUN);
    assertFailure("RT0017");
    assertEquals(1, fixture.effects().size());
    assertEquals(OptionalInt.of(1), fixture.task.lastFailure().orElseThrow().relatedCommandIndex());
    assertEquals(OptionalInt.of(0x0403), fixture.task.lastFailure().orElseThrow().relatedCommandType());
  }

  @ParameterizedTest
  @CsvSource({
    "SERVICE, 1026, 0a0161, false",
    "SERVICE, 1031, 0a0161, false",
    "OBJECT_SHARED, 1026, 0a0161, true",
    "OBJECT_SHARED, 1027, 0a01611a00, false",
    "OBJECT_SHARED, 1028, 0a0161, false",
    "OBJECT_SHARED, 1029, '', false",
    "OBJECT_EXCLUSIVE, 1029, '', true",
    "OBJECT_EXCLUSIVE, 1033, 0a0161, false",
    "WORKFLOW_SHARED, 1033, 0a0161, true",
    "WORKFLOW_SHARED, 1035, 0a01611200, true",
    "WORKFLOW_RUN, 1027, 0a01611a00, true",
    "SERVICE, 1034, 0a0161, false",
  })
  void commandsMustSuitTheTarget(TargetKind kind, int type, String hex, boolean allowed) {
    fixture.target = new InvocationTarget(kind, "S", kind.keyed() ? "k" : "", "h");
    fixture.start().receive(frame(type, hex));
    assertEquals(allowed, fixture.task.lastFailure().isEmpty());
    if (!allowed) {
      assertFailure("RT0017");
    }
  }

  @Test
  void requestResponseEndsTheRequestAndDeliversNothing() {
    fixture.mode = ProtocolMode.REQUEST_RESPONSE;
    fixture.start();
    assertTrue(fixture.all(TaskAction.Open.class).getFirst().halfClose());
    fixture.on(new TaskEvent.Notified(1, CANCEL));
    assertEquals(List.of(), fixture.all(TaskAction.Deliver.class));
  }

  @Test
  void zeroInactivityTimeoutIsRequestResponse() {
    fixture.inactivity = Duration.ZERO;
    fixture.start();
    assertTrue(fixture.all(TaskAction.Open.class).getFirst().halfClose());
  }

  @Test
  void inactivityThenAbort() {
    fixture.start();
    fixture.now += 59_000;
    fixture.on(new TaskEvent.Notified(1, CANCEL));
    assertEquals(fixture.now + 60_000, fixture.task.deadline());
    fixture.now += 60_000;
    assertEquals(List.of(new TaskAction.HalfClose()), fixture.on(new TaskEvent.Tick()));
    fixture.now += 599_999;
    assertEquals(List.of(), fixture.on(new TaskEvent.Tick()));
    fixture.receive(RUN);
    assertEquals(fixture.now + 600_000, fixture.task.deadline());
    fixture.now += 600_000;
    fixture.on(new TaskEvent.Tick());
    assertFailure("RT0001");
  }

  @Test
  void waitsForItsEffectsBeforeItRetries() {
    fixture.start().receive(RUN);
    fixture.receive(ERROR);
    assertEquals(3, fixture.effects().size());
    assertEquals(Long.MAX_VALUE, fixture.task.deadline());
    fixture.now += 10_000;
    assertEquals(List.of(), fixture.on(new TaskEvent.Applied(2)));
    assertEquals(List.of(new TaskAction.Load()), fixture.on(new TaskEvent.Applied(1)));
  }

  @Test
  void countsRetriesSinceTheLastCommand() {
    fixture.start();
    failAndReload(ERROR);
    assertEquals(1, lastOpen().retryCount());
    assertEquals(500, lastOpen().sinceStoredMillis());
    failAndReload(PROPOSE, ERROR);
    assertEquals(2, lastOpen().retryCount(), "a proposal resets nothing");
    failAndReload(RUN, ERROR);
    assertEquals(1, lastOpen().retryCount());
    fixture.on(new TaskEvent.Failed(AttemptEnd.uncounted(ErrorCode.RT0011, "gone")));
    reload();
    assertEquals(1, lastOpen().retryCount());
    assertEquals(4, fixture.task.failedAttempts());
  }

  @Test
  void delaysGrowAndOverridesDoNotCount() {
    fixture.start();
    fixture.receive(ERROR);
    assertEquals(fixture.now + 903, fixture.task.nextRetryAt().orElseThrow());
    reload();
    fixture.receive(frame(MessageType.ERROR, "08f403120162" + "400a"));
    assertEquals(fixture.now + 10, fixture.task.nextRetryAt().orElseThrow());
    reload();
    fixture.receive(ERROR);
    assertEquals(fixture.now + 1803, fixture.task.nextRetryAt().orElseThrow());
  }

  @Test
  void pausesWhenAttemptsAreUsedUp() {
    fixture.policy = limited(2, OnMaxAttempts.PAUSE);
    fixture.start();
    failAndReload(ERROR);
    fixture.receive(ERROR);
    assertInstanceOf(Effect.Pause.class, fixture.effects().getLast());
    assertEquals(InvocationTask.State.ENDED, fixture.task.state());
  }

  @Test
  void failsWhenAttemptsAreUsedUpAndThePolicyKills() {
    fixture.policy = limited(1, OnMaxAttempts.KILL);
    fixture.start().receive(ERROR);
    assertEquals(List.of(new Effect.Fail(Failure.of(500, "a"))), fixture.effects());
    assertEquals(
        List.of(TaskAction.Reset.class, TaskAction.Propose.class, TaskAction.Finish.class),
        fixture.actions.stream().skip(2).map(Object::getClass).toList());
  }

  @Test
  void recordsTheSameFailureOnceUntilProgress() {
    fixture.start();
    failAndReload(ERROR);
    failAndReload(ERROR);
    assertEquals(1, count(Effect.RecordFailure.class));
    failAndReload(RUN, ERROR);
    assertEquals(2, count(Effect.RecordFailure.class));
    failAndReload(frame(MessageType.ERROR, "08f403120163"));
    assertEquals(3, count(Effect.RecordFailure.class));
  }

  @Test
  void acknowledgesOnlyCommandsOfThisAttempt() {
    fixture.on(new TaskEvent.Started());
    fixture.loaded(3, 2, true);
    fixture.on(new TaskEvent.CommandStored(1));
    fixture.on(new TaskEvent.CommandStored(2));
    assertEquals(List.of(new TaskAction.Acknowledge(2)), fixture.all(TaskAction.Acknowledge.class));
  }

  @Test
  void abortResetsAndProposesNothingMore() {
    fixture.start().receive(RUN);
    assertEquals(
        List.of(new TaskAction.Reset(), new TaskAction.Finish()), fixture.on(new TaskEvent.Aborted()));
    assertEquals(List.of(), fixture.receive(OUTPUT, END));
    assertEquals(List.of(), fixture.on(new TaskEvent.Aborted()));
  }

  @Test
  void endsQuietlyWhenThereIsNothingToRun() {
    fixture.on(new TaskEvent.Started());
    assertEquals(List.of(new TaskAction.Finish()), fixture.on(new TaskEvent.NotInvoked()));
  }

  @Test
  void bytesAfterTheResponseHeadOfAnErrorAreNotLookedAt() {
    fixture.start();
    fixture.on(new TaskEvent.Head(500, "", Optional.empty(), Optional.of("sdk/1")));
    assertFailure("RT0012");
    assertEquals(Optional.of("sdk/1"), fixture.task.lastServer());
    assertEquals(List.of(), fixture.receive(RUN));
    assertEquals(List.of(), fixture.on(new TaskEvent.ResponseEnded()));
  }

  @Test
  void readsRetryAfterAsDate() {
    long now = 1_700_000_000_000L;
    assertEquals(
        5_000, ResponseHeads.retryAfterMillis(Optional.of("Tue, 14 Nov 2023 22:13:25 GMT"), now).orElseThrow());
    assertTrue(ResponseHeads.retryAfterMillis(Optional.of("soon"), now).isEmpty());
    assertTrue(ResponseHeads.retryAfterMillis(Optional.of("-1"), now).isEmpty());
  }

  private void failAndReload(Frame... frames) {
    fixture.receive(frames);
    reload();
  }

  private void reload() {
    fixture.on(new TaskEvent.Applied(100));
    fixture.now = Math.max(fixture.now, fixture.task.nextRetryAt().orElse(0));
    fixture.on(new TaskEvent.Tick());
    fixture.loaded(1, 1, false);
  }

  private TaskAction.Open lastOpen() {
    return fixture.all(TaskAction.Open.class).getLast();
  }

  private long count(Class<? extends Effect> type) {
    return fixture.effects().stream().filter(type::isInstance).count();
  }

  private void assertFailure(String docCode) {
    assertEquals(docCode, fixture.task.lastFailure().orElseThrow().docCode());
    assertEquals(InvocationTask.State.BACKING_OFF, fixture.task.state());
    assertInstanceOf(Effect.RecordFailure.class, fixture.effects().getLast());
    assertEquals(1, fixture.all(TaskAction.Reset.class).size());
  }

  private static RetryPolicy limited(int attempts, OnMaxAttempts then) {
    return new RetryPolicy(Duration.ofMillis(900), 2, Optional.empty(), OptionalInt.of(attempts), then);
  }
}
