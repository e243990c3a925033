package dev.restatevertx.partition;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.KeyRange;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.InvocationTarget;
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
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.Result;
import dev.restatevertx.partition.action.Action;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.CommandKeys;
import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;
import dev.restatevertx.partition.command.OutboxMessage;
import dev.restatevertx.partition.command.Timer;
import dev.restatevertx.partition.state.InvocationRow;
import dev.restatevertx.partition.state.InvocationStatus;
import dev.restatevertx.partition.state.PartitionReads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything around a partition, played from one seed: callers, operators, SDKs, timers, the way of the outbox back into
 * the same log, a cleaner. Mostly it behaves; sometimes it sends things twice, late, or to whom they do not belong.
 */
final class SimWorld {
  private static final int SIGNAL = 17;
  private static final List<String> KEYS = List.of("a", "b", "a\u0000b");
  private static final List<Retention> RETENTIONS =
      List.of(Retention.NONE, new Retention(400, 0), new Retention(400, 100), new Retention(300, 300));

  /** A record of the log. */
  record Logged(long lsn, long time, Envelope envelope, boolean duplicate) {}

  /** An attempt of an SDK: what it believes, and what it has proposed and the log does not have yet. */
  private static final class Attempt {
    private final ArrayDeque<List<Effect>> proposed = new ArrayDeque<>();
    private final Set<Integer> pending = new LinkedHashSet<>();
    private final Set<Integer> runs = new LinkedHashSet<>();
    private final long since;
    private boolean loaded;
    private boolean over;
    private int nextCompletion = 1;

    private Attempt(long since) {
      this.since = since;
    }
  }

  private final Random random;
  private final Replica leader;
  private final Map<InvocationId, Attempt> attempts = new TreeMap<>();
  private final ArrayDeque<OutboxMessage> outbox = new ArrayDeque<>();
  private final List<Envelope> strays = new ArrayList<>();
  private final TreeSet<Timer> timers =
      new TreeSet<>(Comparator.comparingLong(Timer::time).thenComparing(Timer::toString));
  private final List<InvocationId> ids = new ArrayList<>();
  private final List<InvocationRequest> requests = new ArrayList<>();
  private final Map<RequestId, Integer> answers = new HashMap<>();
  private final Set<RequestId> asked = new HashSet<>();
  private final Map<String, Integer> reached;

  private long now = 1_000;
  private long lsn;
  private long epoch = 1;
  private long sequence;
  private long delivered;
  private long nextId = 1;
  private boolean winding;

  SimWorld(long seed, Replica leader, Map<String, Integer> reached) {
    this.random = new Random(seed);
    this.leader = leader;
    this.reached = reached;
  }

  /** The next record of the log. */
  Logged next() {
    lsn++;
    Envelope envelope = lsn == 1 ? announce() : choose();
    // The clocks of successive leaders do not agree.
    now += random.nextInt(10);
    long time = now - (random.nextInt(20) == 0 ? 15 : 0);
    boolean duplicate = isDuplicate(envelope.dedup());
    count(envelope.command(), duplicate);
    return new Logged(lsn, time, envelope, duplicate);
  }

  /** Stops asking for more and lets everything come to its end. */
  void windDown() {
    winding = true;
  }

  /** Whether nothing is left to do. */
  boolean quiet() {
    return attempts.isEmpty() && outbox.isEmpty() && timers.isEmpty() && inFlight().isEmpty();
  }

  Set<RequestId> unanswered() {
    Set<RequestId> left = new HashSet<>(asked);
    left.removeAll(answers.keySet());
    return left;
  }

  /** What the leader does with the actions of the record. */
  void act(List<Action> actions) {
    for (Action action : actions) {
      reached("action " + action.getClass().getSimpleName());
      switch (action) {
        case Action.StartInvocation(var id, _) -> attempts.put(id, new Attempt(since(id)));
        case Action.AbortInvocation(var id) -> abort(id);
        case Action.EffectsApplied(var id, _) -> {
          Attempt attempt = attempts.get(id);
          if (attempt != null && attempt.over && attempt.proposed.isEmpty()) {
            attempts.remove(id);
          }
        }
        case Action.ForwardNotification(var id, _, var notification) -> {
          Attempt attempt = attempts.get(id);
          if (attempt != null && notification.id() instanceof NotificationId.Completion(var completion)) {
            attempt.pending.remove(completion);
          }
        }
        case Action.RegisterTimer(var timer) -> timers.add(timer);
        case Action.DeleteTimer(var timer) -> timers.remove(timer);
        case Action.EnqueueOutbox(var message) -> outbox.add(message);
        case Action.ReplyOutcome(var request, _, _, _, _) -> answers.merge(request, 1, Integer::sum);
        case Action.ReplyNotFound(var request, _) -> answers.merge(request, 1, Integer::sum);
        case Action.LeaderAnnounced _, Action.AcknowledgeCommand _, Action.ReplySubmitted _, Action.ReplyVerb _,
            Action.TrimLog _ -> {}
      }
    }
  }

  private void abort(InvocationId id) {
    Attempt attempt = attempts.remove(id);
    if (attempt != null && random.nextInt(3) == 0) {
      // What it proposed last was on its way to the log already.
      attempt.proposed.forEach(effects -> strays.add(self(new Command.InvokerEffects(id, attempt.since, effects))));
    }
  }

  private Envelope choose() {
    if (!strays.isEmpty() && random.nextBoolean()) {
      return strays.removeFirst();
    }
    int dice = random.nextInt(100);
    if (!outbox.isEmpty() && dice < 30) {
      return deliver();
    }
    if (dice < 70 && !attempts.isEmpty()) {
      return work();
    }
    if (dice < 76 && !timers.isEmpty()) {
      return fire();
    }
    if (winding) {
      return settle();
    }
    return dice < 88 || ids.isEmpty() ? invoke() : meddle();
  }

  private Envelope announce() {
    epoch++;
    sequence = 0;
    return self(new Command.AnnounceLeader(epoch, 1, 1, KeyRange.FULL));
  }

  private Envelope self(Command command) {
    return new Envelope(key(command), new Dedup.Self(epoch, ++sequence), command);
  }

  private static long key(Command command) {
    return CommandKeys.invocation(command).map(InvocationId::partitionKey).orElse(0L);
  }

  private boolean isDuplicate(Dedup dedup) {
    return switch (dedup) {
      case Dedup.None() -> false;
      case Dedup.Self(var ofEpoch, var ofSequence) ->
          ofEpoch < leader.state().progress().leaderEpoch()
              || (ofEpoch == leader.state().progress().leaderEpoch()
                  && ofSequence <= leader.state().progress().leaderSequence());
      case Dedup.Partition(_, var of) -> {
        boolean old = of <= delivered;
        delivered = Math.max(delivered, of);
        yield old;
      }
    };
  }

  private Envelope deliver() {
    if (delivered > 0 && random.nextInt(8) == 0) {
      return self(new Command.TruncateOutbox(delivered));
    }
    OutboxMessage message = random.nextInt(10) == 0 ? outbox.peek() : outbox.remove();
    return new Envelope(
        message.partitionKey(), new Dedup.Partition(3, message.sequence()), message.command());
  }

  private Envelope fire() {
    Timer timer = timers.first();
    now = Math.max(now, timer.time());
    if (random.nextInt(10) != 0) {
      timers.remove(timer);
    }
    return self(new Command.FireTimer(timer));
  }

  /** What is left when nobody asks for more: what waits for a signal gets one. */
  private Envelope settle() {
    for (InvocationId id : inFlight()) {
      InvocationRow row = leader.reads().invocation(id).orElseThrow();
      if (row.status() instanceof InvocationStatus.Suspended) {
        return none(new Command.NotifySignal(id, new SignalId.Index(SIGNAL), Result.NOTHING));
      }
      if (row.status() instanceof InvocationStatus.Paused) {
        return self(new Command.Terminate(id, Command.Terminate.Mode.CANCEL, Optional.of(request())));
      }
    }
    return self(new Command.UpdateDurability(lsn - 1));
  }

  private List<InvocationId> inFlight() {
    List<InvocationId> found = new ArrayList<>();
    for (InvocationId id : ids) {
      Optional<InvocationRow> row = leader.reads().invocation(id);
      if (row.isPresent() && !(row.get().status() instanceof InvocationStatus.Completed)) {
        found.add(id);
      }
    }
    return found;
  }

  private Envelope invoke() {
    if (!requests.isEmpty() && random.nextInt(6) == 0) {
      InvocationRequest again = pick(requests);
      again.sink().ifPresent(this::ask);
      return none(new Command.Invoke(again));
    }
    InvocationRequest request = request(target(), random.nextInt(3) == 0);
    requests.add(request);
    return none(new Command.Invoke(request));
  }

  private InvocationRequest request(InvocationTarget target, boolean known) {
    InvocationId id = known && !ids.isEmpty() ? sameTarget(target) : freshId(target);
    RequestId requestId = request();
    Optional<ResponseSink> sink =
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(new ResponseSink.Ingress(requestId));
    sink.ifPresent(this::ask);
    return new InvocationRequest(
        id,
        target,
        List.of(new Header("h", "v")),
        Entries.text("x".repeat(random.nextInt(8) == 0 ? 5000 : random.nextInt(60))),
        new Source.Ingress(requestId),
        sink,
        random.nextBoolean() ? Optional.of("ik") : Optional.empty(),
        random.nextInt(5) == 0 ? now + random.nextInt(200) - 20 : 0,
        pick(RETENTIONS),
        SpanContext.NONE);
  }

  private InvocationId sameTarget(InvocationTarget target) {
    for (InvocationRequest request : requests.reversed()) {
      if (request.target().equals(target)) {
        return request.id();
      }
    }
    return freshId(target);
  }

  private InvocationId freshId(InvocationTarget target) {
    InvocationId id = new InvocationId(target.key().hashCode() * 0x9E3779B97F4A7C15L, random.nextLong(), nextId++);
    ids.add(id);
    return id;
  }

  private InvocationTarget target() {
    TargetKind kind = pick(List.of(TargetKind.values()));
    String service = kind.workflow() ? "Flow" : kind.keyed() ? "Object" : "Service";
    return new InvocationTarget(kind, service, kind.keyed() ? pick(KEYS) : "", "handler");
  }

  private RequestId request() {
    return new RequestId(7, nextId++);
  }

  private void ask(ResponseSink sink) {
    if (sink instanceof ResponseSink.Ingress(var request)) {
      asked.add(request);
    }
  }

  private Envelope none(Command command) {
    return new Envelope(key(command), new Dedup.None(), command);
  }

  /** Operators, strangers, leaders that come and go. */
  private Envelope meddle() {
    InvocationId id = random.nextInt(12) == 0 ? new InvocationId(1, 2, 3) : pick(ids);
    return switch (random.nextInt(13)) {
      case 0 -> self(new Command.Terminate(id, Command.Terminate.Mode.CANCEL, Optional.of(request())));
      case 1 -> self(new Command.Terminate(id, Command.Terminate.Mode.KILL, Optional.of(request())));
      case 2 -> none(new Command.NotifySignal(id, new SignalId.Index(SIGNAL), Result.NOTHING));
      case 3 -> none(new Command.NotifySignal(id, new SignalId.Named("n"), new Result.Value(Entries.text("v"))));
      case 4 -> none(new Command.NotifySignal(id, SignalId.CANCEL, Result.NOTHING));
      case 5 -> self(new Command.Purge(id, Optional.of(request())));
      case 6 -> self(new Command.PurgeJournal(id, Optional.of(request())));
      case 7 -> {
        ResponseSink sink = new ResponseSink.Ingress(request());
        ask(sink);
        yield none(new Command.Attach(id, true, sink));
      }
      case 8 -> clean();
      case 9 ->
          none(
              new Command.InvocationResponse(
                  new ResponseSink.Invocation(id, random.nextInt(4), pick(List.of(ResponseSink.Kind.values()))),
                  Result.NOTHING));
      case 10 ->
          self(
              new Command.InvokerEffects(
                  id,
                  random.nextBoolean() ? since(id) : lsn / 2,
                  List.of(append(Entries.output("late")), new Effect.End())));
      case 11 ->
          self(new Command.FireTimer(new Timer(now, pick(List.of(Timer.Kind.values())), id, random.nextInt(4))));
      default -> changeLeader();
    };
  }

  private Envelope clean() {
    for (var expired : leader.reads().expired(now, 3)) {
      return self(
          switch (expired.kind()) {
            case JOURNAL -> new Command.PurgeJournal(expired.id(), Optional.empty());
            case INVOCATION -> new Command.Purge(expired.id(), Optional.empty());
          });
    }
    return self(new Command.UpdateDurability(lsn / 2));
  }

  /** The new leader starts from what the state says; the old one's last words come too late. */
  private Envelope changeLeader() {
    if (random.nextBoolean()) {
      InvocationId id = pick(ids);
      strays.add(
          new Envelope(
              id.partitionKey(),
              new Dedup.Self(epoch, sequence + 100),
              new Command.Terminate(id, Command.Terminate.Mode.KILL, Optional.empty())));
    }
    attempts.clear();
    for (PartitionReads.Running running : leader.reads().running(Optional.empty(), 1000)) {
      attempts.put(running.id(), new Attempt(since(running.id())));
    }
    timers.clear();
    timers.addAll(leader.reads().timers(Optional.empty(), 1000));
    outbox.clear();
    outbox.addAll(leader.reads().outbox(0, 1000));
    return announce();
  }

  /** An SDK does something, or what it did reaches the log. */
  private Envelope work() {
    InvocationId id = pick(List.copyOf(attempts.keySet()));
    Attempt attempt = attempts.get(id);
    if (attempt == null) {
      throw new AssertionError("Expected an attempt of " + id);
    }
    load(id, attempt);
    if (!attempt.over && attempt.proposed.size() < 3 && (attempt.proposed.isEmpty() || random.nextBoolean())) {
      attempt.proposed.add(think(attempt));
    }
    if (attempt.proposed.isEmpty()) {
      attempts.remove(id);
      return self(new Command.UpdateDurability(0));
    }
    return self(new Command.InvokerEffects(id, attempt.since, attempt.proposed.remove()));
  }

  /** When an invocation was started that the state has as running, otherwise 0. */
  private long since(InvocationId id) {
    return leader.reads().invocation(id).map(SimWorld::since).orElse(0L);
  }

  private static long since(InvocationRow row) {
    return row.status() instanceof InvocationStatus.Invoked(var since) ? since : 0;
  }

  private void load(InvocationId id, Attempt attempt) {
    if (attempt.loaded) {
      return;
    }
    attempt.loaded = true;
    Optional<InvocationRow> row = leader.reads().invocation(id);
    if (row.isEmpty()) {
      return;
    }
    int length = row.get().journal().length();
    for (JournalEntry entry : leader.reads().journal(id, row.get(), 0, length, Long.MAX_VALUE).entries()) {
      if (entry instanceof Notification arrived) {
        if (arrived.id() instanceof NotificationId.Completion(var completion)) {
          attempt.pending.remove(completion);
          attempt.nextCompletion = Math.max(attempt.nextCompletion, completion + 1);
        }
      } else if (entry instanceof JournalCommand command) {
        int completion = completionOf(command);
        if (completion > 0) {
          attempt.pending.add(completion);
          attempt.nextCompletion = Math.max(attempt.nextCompletion, completion + 1);
        }
        if (command instanceof JournalCommand.Run) {
          attempt.runs.add(completion);
        }
      }
    }
  }

  private List<Effect> think(Attempt attempt) {
    List<Effect> effects = new ArrayList<>();
    if (random.nextBoolean()) {
      effects.add(new Effect.PinDeployment(new DeploymentId(1, 2), 6));
    }
    int commands = winding ? 0 : random.nextInt(4);
    for (int i = 0; i < commands; i++) {
      effects.add(command(attempt));
    }
    int dice = random.nextInt(winding ? 40 : 100);
    if (dice < 40) {
      attempt.over = true;
      if (dice > 2) {
        effects.add(append(dice < 5 ? Entries.failure(500, "no") : Entries.output("y".repeat(random.nextInt(30)))));
      }
      effects.add(dice == 6 ? new Effect.Fail(Failure.of(500, "given up")) : new Effect.End());
    } else if (dice < 65) {
      attempt.over = true;
      effects.add(suspend(attempt));
    } else if (dice < 70) {
      effects.add(new Effect.RecordFailure(AttemptFailure.of(500, "boom" + random.nextInt(2), "RT0007")));
    } else if (dice < 72) {
      attempt.over = true;
      effects.add(new Effect.Pause(AttemptFailure.of(500, "enough", "RT0007")));
    } else if (effects.isEmpty()) {
      effects.add(append(new JournalCommand.GetEagerState(Bytes.EMPTY, "")));
    }
    return effects;
  }

  private Effect suspend(Attempt attempt) {
    List<NotificationId> ids = new ArrayList<>();
    attempt.pending.forEach(completion -> ids.add(new NotificationId.Completion(completion)));
    ids.add(new NotificationId.Signal(SignalId.CANCEL));
    ids.add(new NotificationId.Signal(new SignalId.Index(SIGNAL)));
    return new Effect.Suspend(new Awaiting(ids));
  }

  private static Effect append(JournalCommand command) {
    return new Effect.AppendCommand(command, false);
  }

  private Effect command(Attempt attempt) {
    int completion = attempt.nextCompletion;
    Effect effect = command(attempt, completion);
    if (effect instanceof Effect.AppendCommand(var command, _)) {
      int awaited = completionOf(command);
      attempt.nextCompletion = Math.max(attempt.nextCompletion, Math.max(awaited, completion) + 1);
      if (awaited > 0) {
        attempt.pending.add(awaited);
      }
      if (command instanceof JournalCommand.Run) {
        attempt.runs.add(awaited);
      }
    }
    return effect;
  }

  private Effect command(Attempt attempt, int completion) {
    String key = pick(List.of("k1", "k2", "k3"));
    boolean few = ids.size() < 80;
    InvocationTarget target = target();
    return switch (random.nextInt(20)) {
      case 0, 1 -> append(Entries.set(key, "z".repeat(random.nextInt(10) == 0 ? 3000 : 20)));
      case 2 -> append(Entries.clear(key));
      case 3 -> append(Entries.clearAll());
      case 4 -> append(Entries.get(key, completion));
      case 5 -> append(Entries.keys(completion));
      case 6, 7 -> append(Entries.sleep(now + random.nextInt(100) - 10, completion));
      case 8, 9 ->
          few
              ? append(Entries.call(freshId(target), target, pick(RETENTIONS), completion, completion + 1))
              : new Effect.AppendCommand(Entries.run(completion), true);
      case 10, 11 ->
          few
              ? append(
                  Entries.oneWay(
                      random.nextInt(4) == 0 ? pick(ids) : freshId(target),
                      target,
                      pick(RETENTIONS),
                      random.nextBoolean() ? 0 : now + 50,
                      completion))
              : append(Entries.get(key, completion));
      case 12, 13 -> new Effect.AppendCommand(Entries.run(completion), random.nextBoolean());
      case 14 -> {
        int run = attempt.runs.isEmpty() ? completion : pick(List.copyOf(attempt.runs));
        yield new Effect.CompleteRun(Entries.runResult(run, "done"));
      }
      case 15 -> append(Entries.signal(pick(ids), random.nextBoolean() ? SignalId.CANCEL : new SignalId.Index(SIGNAL)));
      case 16 -> append(Entries.completeAwakeable(pick(ids), SIGNAL, "result"));
      case 17 -> append(Entries.attach(pick(ids), completion));
      case 18 -> append(Entries.getOutput(pick(ids), completion));
      default ->
          switch (random.nextInt(3)) {
            case 0 -> append(Entries.getPromise(key, completion));
            case 1 -> append(Entries.peekPromise(key, completion));
            default -> append(Entries.completePromise(key, "kept", completion));
          };
    };
  }

  private static int completionOf(JournalCommand command) {
    return switch (command) {
      case JournalCommand.Sleep sleep -> sleep.completionId();
      case JournalCommand.Call call -> call.completionId();
      case JournalCommand.OneWayCall _ -> 0;
      case JournalCommand.Run run -> run.completionId();
      case JournalCommand.AttachInvocation attach -> attach.completionId();
      case JournalCommand.GetInvocationOutput get -> get.completionId();
      case JournalCommand.GetPromise get -> get.completionId();
      case JournalCommand.PeekPromise peek -> peek.completionId();
      case JournalCommand.CompletePromise complete -> complete.completionId();
      case JournalCommand.GetLazyState get -> get.completionId();
      case JournalCommand.GetLazyStateKeys get -> get.completionId();
      case JournalCommand.Input _, JournalCommand.Output _, JournalCommand.SetState _, JournalCommand.ClearState _,
          JournalCommand.ClearAllState _, JournalCommand.GetEagerState _, JournalCommand.GetEagerStateKeys _,
          JournalCommand.SendSignal _, JournalCommand.CompleteAwakeable _ ->
          0;
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void count(Command command, boolean duplicate) {
    if (duplicate) {
      reached("dropped " + command.getClass().getSimpleName());
      return;
    }
    Optional<InvocationRow> row = CommandKeys.invocation(command).flatMap(id -> leader.reads().invocation(id));
    String what =
        switch (command) {
          case Command.Terminate(_, var mode, _) -> mode.name();
          case Command.FireTimer(var timer) -> timer.kind().name();
          case Command.NotifySignal(_, var signal, _) -> signal.equals(SignalId.CANCEL) ? "CancelSignal" : "Signal";
          case Command.Attach(_, var wait, _) -> wait ? "Attach" : "GetOutput";
          default -> command.getClass().getSimpleName();
        };
    reached(what + " / " + Statuses.name(row));
    if (command instanceof Command.InvokerEffects(_, _, var effects)
        && row.isPresent()
        && row.get().status() instanceof InvocationStatus.Invoked) {
      for (Effect effect : effects) {
        reached(
            effect instanceof Effect.AppendCommand(var entry, _)
                ? "entry " + entry.getClass().getSimpleName()
                : "effect " + effect.getClass().getSimpleName());
      }
    }
  }

  private void reached(String what) {
    reached.merge(what, 1, Integer::sum);
  }
}
