package dev.restatevertx.invoker.core;

import static dev.restatevertx.invoker.core.TaskFixture.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationCodec;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.protocol.Frame;
import dev.restatevertx.protocol.MessageType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random events against what must always hold. */
class InvocationTaskPropertyTest {
  private static final Notification SIGNAL =
      NotificationCodec.of(
          NotificationKind.SIGNAL, new NotificationId.Signal(SignalId.CANCEL), Result.NOTHING);
  private static final List<Frame> FRAMES =
      List.of(
          frame(MessageType.RUN, "5801"),
          frame(MessageType.RUN, "5802"),
          frame(MessageType.PROPOSE_RUN_COMPLETION, "0801720131"),
          frame(MessageType.SLEEP, "08015803"),
          frame(MessageType.OUTPUT, "7200"),
          frame(MessageType.END, ""),
          frame(MessageType.SUSPENSION, "0a0101"),
          frame(MessageType.ERROR, "08f403120161"),
          frame(MessageType.ERROR, "08f4031201614801"),
          frame(MessageType.SET_STATE, "0a01611a00"),
          frame(0x04ff, ""),
          frame(MessageType.OUTPUT, "ff"));

  /** However the frames are cut into reads, the same effects come out in the same order. */
  @Test
  void effectsDoNotDependOnHowFramesArrive() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<Frame> frames = new ArrayList<>();
      for (int i = random.nextInt(1, 12); i > 0; i--) {
        frames.add(FRAMES.get(random.nextInt(FRAMES.size())));
      }
      TaskFixture whole = new TaskFixture().start();
      whole.on(new TaskEvent.Received(frames));
      TaskFixture cut = new TaskFixture().start();
      int at = 0;
      while (at < frames.size()) {
        int next = Math.min(frames.size(), at + random.nextInt(1, 4));
        cut.on(new TaskEvent.Received(frames.subList(at, next)));
        at = next;
      }
      assertEquals(whole.effects(), cut.effects(), "seed " + seed);
      assertEquals(whole.task.state(), cut.task.state(), "seed " + seed);
    }
  }

  @Test
  void invariantsHoldOnRandomHistories() {
    Map<InvocationTask.State, Integer> reached = new EnumMap<>(InvocationTask.State.class);
    for (long seed = 0; seed < 3_000; seed++) {
      new History(seed).run(reached);
    }
    assertEquals(InvocationTask.State.values().length, reached.size(), reached::toString);
  }

  /** One random history; a model of the partition beside the task. */
  private static final class History {
    private final long seed;
    private final Random random;
    private final TaskFixture fixture = new TaskFixture();
    private int unapplied;
    private int journal = 1;
    private int commands = 1;
    private boolean pinned;
    private int announced;
    private int lastDelivered;
    private boolean open;
    private boolean ended;

    History(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run(Map<InvocationTask.State, Integer> reached) {
      reached.merge(fixture.task.state(), 1, Integer::sum);
      step(new TaskEvent.Started());
      for (int i = 0; i < 60; i++) {
        step(event());
        reached.merge(fixture.task.state(), 1, Integer::sum);
      }
    }

    private TaskEvent event() {
      fixture.now += random.nextInt(3) == 0 ? random.nextInt(100_000) : 1;
      return switch (random.nextInt(14)) {
        case 0, 1, 2, 3 -> new TaskEvent.Received(List.of(FRAMES.get(random.nextInt(FRAMES.size()))));
        case 4 ->
            new TaskEvent.Received(
                List.of(FRAMES.get(random.nextInt(4)), FRAMES.get(random.nextInt(FRAMES.size()))));
        case 5, 6 -> new TaskEvent.Loaded(fixture.target, fixture.route(pinned), journal, commands, 0);
        case 7 -> {
          int count = random.nextInt(unapplied + 1);
          unapplied -= count;
          yield new TaskEvent.Applied(count);
        }
        case 8 -> new TaskEvent.Tick();
        case 9 -> new TaskEvent.Notified(journal++, SIGNAL);
        case 10 -> new TaskEvent.Head(200, "application/vnd.restate.invocation.v6", Optional.empty(), Optional.empty());
        case 11 -> new TaskEvent.Sent();
        case 12 -> random.nextInt(4) == 0 ? new TaskEvent.ResponseEnded() : new TaskEvent.Tick();
        default -> random.nextInt(20) == 0 ? new TaskEvent.Aborted() : new TaskEvent.CommandStored(1);
      };
    }

    private void step(TaskEvent event) {
      List<TaskAction> actions = fixture.on(event);
      long proposals = actions.stream().filter(TaskAction.Propose.class::isInstance).count();
      assertTrue(proposals <= 1, () -> "one event, one proposal: seed " + seed);
      actions.forEach(action -> check(action));
      if (ended) {
        assertEquals(InvocationTask.State.ENDED, fixture.task.state(), "seed " + seed);
      }
    }

    private void check(TaskAction action) {
      assertFalse(ended, () -> "nothing after Finish: seed " + seed);
      switch (action) {
        case TaskAction.Load() -> {
          assertEquals(0, unapplied, "seed " + seed);
          assertFalse(open, "seed " + seed);
        }
        case TaskAction.Open(_, int known, int retries, _, _) -> {
          assertFalse(open, "seed " + seed);
          assertEquals(journal, known);
          assertTrue(retries <= fixture.task.failedAttempts());
          open = true;
          announced = known;
          lastDelivered = known - 1;
        }
        case TaskAction.Deliver(int index, _) -> {
          assertTrue(open && index >= announced && index > lastDelivered, () -> "seed " + seed);
          lastDelivered = index;
        }
        case TaskAction.Propose(var effects) -> proposed(effects);
        case TaskAction.Reset() -> open = false;
        case TaskAction.Drain() -> {
          assertTrue(open, "seed " + seed);
          open = false;
        }
        case TaskAction.Finish() -> {
          assertFalse(open, () -> "no stream is left open: seed " + seed);
          ended = true;
        }
        case TaskAction.HalfClose() -> assertTrue(open, "seed " + seed);
        case TaskAction.Acknowledge _ -> assertTrue(open, "seed " + seed);
      }
    }

    private void proposed(List<Effect> effects) {
      assertNotEquals(List.of(), effects);
      for (Effect effect : effects) {
        switch (effect) {
          case Effect.PinDeployment _ -> {
            assertFalse(pinned, () -> "pinned once: seed " + seed);
            pinned = true;
          }
          case Effect.AppendCommand _ -> {
            assertTrue(pinned, () -> "pinned before the first command: seed " + seed);
            journal++;
            commands++;
          }
          case Effect.CompleteRun _ -> {
            assertTrue(pinned, "seed " + seed);
            journal++;
          }
          case Effect.Suspend _, Effect.End _, Effect.Pause _, Effect.Fail _ ->
              assertEquals(effect, effects.getLast(), "seed " + seed);
          case Effect.RecordFailure _ -> assertInstanceOf(Effect.RecordFailure.class, effects.getLast());
        }
      }
      unapplied += effects.size();
    }
  }
}
