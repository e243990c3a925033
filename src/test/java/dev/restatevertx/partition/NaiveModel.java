package dev.restatevertx.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.partition.state.Keys;
import dev.restatevertx.partition.state.Lock;
import dev.restatevertx.partition.state.PartitionReads;
import dev.restatevertx.partition.state.PartitionState;
import dev.restatevertx.partition.state.ServiceKey;
import dev.restatevertx.partition.state.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may run, who waits and what is to fire, told in the plainest way: a list per key, a set of timers. It is told the
 * commands and derives all of that by itself; only whether a resting invocation wakes it believes the state machine.
 */
final class NaiveModel {
  private enum Phase {
    WAITING,
    QUEUED,
    INVOKED,
    RESTING,
    COMPLETED
  }

  private static final class Known {
    private final InvocationRequest request;
    private Phase phase = Phase.WAITING;
    private long since;

    private Known(InvocationRequest request) {
      this.request = request;
    }
  }

  private final Map<InvocationId, Known> known = new HashMap<>();
  private final Map<ServiceKey, List<InvocationId>> queues = new LinkedHashMap<>();
  private final Set<Timer> timers = new HashSet<>();
  private Set<InvocationId> started = Set.of();

  /** What the state machine made of a command that it did not drop. */
  void applied(long lsn, Command command, List<Action> actions) {
    started = new HashSet<>();
    for (Action action : actions) {
      if (action instanceof Action.StartInvocation(var id, _)) {
        assertTrue(started.add(id), "started twice");
      }
    }
    follow(command);
    for (InvocationId id : started) {
      Known invocation = require(id);
      assertTrue(
          invocation.phase == Phase.INVOKED || invocation.phase == Phase.RESTING, "started while " + invocation.phase);
      invocation.phase = Phase.INVOKED;
      invocation.since = lsn;
    }
  }

  private void follow(Command command) {
    switch (command) {
      case Command.Invoke(var request) -> invoke(request);
      case Command.InvokerEffects(var id, var since, var effects) -> effects(id, since, effects);
      case Command.FireTimer(var timer) -> fire(timer);
      case Command.NotifySignal(var target, var signal, _) -> {
        if (signal.equals(SignalId.CANCEL)) {
          cancel(target);
        }
      }
      case Command.Terminate(var id, var mode, _) -> {
        switch (mode) {
          case CANCEL -> cancel(id);
          case KILL -> kill(id);
        }
      }
      case Command.Purge(var id, _) -> {
        if (known.containsKey(id) && require(id).phase == Phase.COMPLETED) {
          known.remove(id);
        }
      }
      case Command.AnnounceLeader _, Command.UpdateDurability _, Command.InvocationResponse _, Command.Attach _,
          Command.PurgeJournal _, Command.TruncateOutbox _ -> {}
    }
  }

  private void invoke(InvocationRequest request) {
    if (known.containsKey(request.id())) {
      return;
    }
    known.put(request.id(), new Known(request));
    if (request.executionTime() > 0) {
      timers.add(new Timer(request.executionTime(), Timer.Kind.RUN_SCHEDULED, request.id(), 0));
    } else {
      arrive(request.id());
    }
  }

  private void arrive(InvocationId id) {
    Known invocation = require(id);
    if (invocation.request.target().kind().exclusive()) {
      List<InvocationId> queue = queues.computeIfAbsent(owner(invocation), _ -> new ArrayList<>());
      queue.add(id);
      if (queue.size() > 1) {
        invocation.phase = Phase.QUEUED;
        return;
      }
    }
    mustStart(id);
  }

  private void mustStart(InvocationId id) {
    assertTrue(started.contains(id), "Expected " + id + " to be started");
    require(id).phase = Phase.INVOKED;
  }

  private void effects(InvocationId id, long since, List<Effect> effects) {
    if (!known.containsKey(id) || require(id).phase != Phase.INVOKED || require(id).since != since) {
      assertTrue(started.isEmpty(), "the echo of an attempt started something");
      return;
    }
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.AppendCommand(JournalCommand.Sleep sleep, _) ->
            timers.add(new Timer(sleep.wakeUpTime(), Timer.Kind.WAKE_SLEEP, id, sleep.completionId()));
        case Effect.Suspend _, Effect.Pause _ -> {
          require(id).phase = Phase.RESTING;
          return;
        }
        case Effect.End _, Effect.Fail _ -> {
          end(id);
          return;
        }
        case Effect.AppendCommand _, Effect.PinDeployment _, Effect.CompleteRun _, Effect.RecordFailure _ -> {}
      }
    }
  }

  private void fire(Timer timer) {
    if (!timers.remove(timer) || timer.kind() != Timer.Kind.RUN_SCHEDULED) {
      return;
    }
    if (known.containsKey(timer.id()) && require(timer.id()).phase == Phase.WAITING) {
      arrive(timer.id());
    }
  }

  private void cancel(InvocationId id) {
    if (known.containsKey(id)) {
      switch (require(id).phase) {
        case WAITING, QUEUED -> leave(id);
        case INVOKED, RESTING, COMPLETED -> {}
      }
    }
  }

  private void kill(InvocationId id) {
    if (known.containsKey(id)) {
      switch (require(id).phase) {
        case WAITING, QUEUED -> leave(id);
        case INVOKED, RESTING -> end(id);
        case COMPLETED -> {}
      }
    }
  }

  private void leave(InvocationId id) {
    Known invocation = require(id);
    if (invocation.phase == Phase.QUEUED) {
      queue(invocation).remove(id);
    } else {
      timers.remove(new Timer(invocation.request.executionTime(), Timer.Kind.RUN_SCHEDULED, id, 0));
    }
    known.remove(id);
  }

  private void end(InvocationId id) {
    Known invocation = require(id);
    if (invocation.request.retention().completionMillis() > 0) {
      invocation.phase = Phase.COMPLETED;
    } else {
      known.remove(id);
    }
    if (invocation.request.target().kind().exclusive()) {
      List<InvocationId> queue = queue(invocation);
      assertEquals(id, queue.removeFirst());
      if (queue.isEmpty()) {
        queues.remove(owner(invocation));
      } else {
        mustStart(queue.getFirst());
      }
    }
  }

  /** Compares everything with what the partition has stored. */
  void check(PartitionState state) {
    PartitionReads reads = new PartitionReads(state);
    List<Timer> inOrder = reads.timers(Optional.empty(), Integer.MAX_VALUE);
    assertEquals(timers, new HashSet<>(inOrder), "timers");
    for (int i = 1; i < inOrder.size(); i++) {
      assertTrue(inOrder.get(i - 1).time() <= inOrder.get(i).time(), "timers out of order");
    }
    Set<InvocationId> invoked = new TreeSet<>();
    known.forEach(
        (id, invocation) -> {
          if (invocation.phase == Phase.INVOKED) {
            invoked.add(id);
          }
          assertEquals(invocation.phase.name(), phase(state, id), () -> "status of " + id);
        });
    List<InvocationId> running =
        reads.running(Optional.empty(), Integer.MAX_VALUE).stream().map(PartitionReads.Running::id).toList();
    assertEquals(List.copyOf(invoked), running, "running");
    int locks = state.scan(Tables.INBOX, Keys.first(Tables.INBOX), Keys.after(Keys.first(Tables.INBOX)), 100_000).size();
    int waiting = queues.values().stream().mapToInt(queue -> queue.size() - 1).sum();
    assertEquals(waiting, locks, "inboxed");
    queues.forEach((owner, queue) -> assertEquals(queue, queue(state, owner), () -> "queue of " + owner));
  }

  private static String phase(PartitionState state, InvocationId id) {
    return new PartitionReads(state)
        .invocation(id)
        .map(
            row ->
                switch (Statuses.name(row)) {
                  case "Scheduled" -> "WAITING";
                  case "Inboxed" -> "QUEUED";
                  case "Invoked" -> "INVOKED";
                  case "Suspended", "Paused" -> "RESTING";
                  default -> "COMPLETED";
                })
        .orElse("gone");
  }

  private static List<InvocationId> queue(PartitionState state, ServiceKey owner) {
    Lock lock = state.get(Tables.LOCK, Keys.lock(owner)).orElseThrow();
    List<InvocationId> queue = new ArrayList<>();
    queue.add(lock.holder());
    for (long position = lock.head(); position < lock.tail(); position++) {
      state.get(Tables.INBOX, Keys.inbox(owner, position)).ifPresent(queue::add);
    }
    return queue;
  }

  private List<InvocationId> queue(Known invocation) {
    return Optional.ofNullable(queues.get(owner(invocation))).orElseThrow();
  }

  private static ServiceKey owner(Known invocation) {
    return ServiceKey.of(invocation.request.target());
  }

  private Known require(InvocationId id) {
    return Optional.ofNullable(known.get(id))
        .orElseThrow(() -> new AssertionError("Expected the model to know " + id));
  }
}
