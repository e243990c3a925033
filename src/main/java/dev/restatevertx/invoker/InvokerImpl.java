package dev.restatevertx.invoker;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.RetryPolicy;
import dev.restatevertx.base.Ulid;
import dev.restatevertx.config.InvokerConfig;
import dev.restatevertx.endpoint.EndpointClient;
import dev.restatevertx.endpoint.EndpointRequest;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invoker.core.Draws;
import dev.restatevertx.invoker.core.InvocationTask;
import dev.restatevertx.invoker.core.Route;
import dev.restatevertx.invoker.core.SchemaReferences;
import dev.restatevertx.invoker.core.TaskEvent;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.References;
import dev.restatevertx.runtime.Cancellable;
import dev.restatevertx.runtime.Loop;
import dev.restatevertx.schema.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;

/**
 * The invoker of one partition on that partition's loop.
 *
 * <p>Invocations beyond the concurrency limit wait as bare ids, first come, first served. All deadlines of all tasks
 * share one timer.
 */
public final class InvokerImpl implements Invoker {
  /** How long a response may go on after its last message. */
  private static final long DRAIN_MILLIS = 5_000;

  /** Deadlines are looked at this often at most. */
  private static final long TICK_MILLIS = 5;

  private final InvokerServices services;
  private final PartitionPort port;
  private final References references;
  private final Draws draws;
  private final RequestHeads requestHeads;
  private final int concurrencyLimit;
  private final long startMillis;
  private final long startNanos;
  private final SequencedMap<InvocationId, Running> running = new LinkedHashMap<>();
  private final SequencedSet<InvocationId> queue = new LinkedHashSet<>();
  private final SequencedSet<Running> paused = new LinkedHashSet<>();
  private final SequencedMap<Attempt, Long> draining = new LinkedHashMap<>();
  private Cancellable timer = () -> {};
  private long wakeAt = Long.MAX_VALUE;
  private boolean dispatching;
  private boolean closed;

  /** An invoker that works for {@code port}. */
  public InvokerImpl(InvokerServices services, PartitionPort port) {
    this.services = services;
    this.port = port;
    this.draws = draws(services);
    this.references = new SchemaReferences(services.registry(), draws, services.controlledSharding());
    this.requestHeads = new RequestHeads(services.config().additionalRequestHeaders(), services.identity());
    this.concurrencyLimit = services.config().concurrentInvocationsLimit().orElse(Integer.MAX_VALUE);
    this.startMillis = services.clock().millis();
    this.startNanos = services.clock().nanos();
  }

  @Override
  public void start(InvocationId id, InvocationTarget target) {
    if (closed) {
      return;
    }
    abort(id);
    queue.add(id);
    dispatch();
  }

  @Override
  public void notificationAppended(InvocationId id, int entryIndex, Notification notification) {
    tell(id, new TaskEvent.Notified(entryIndex, notification));
  }

  @Override
  public void effectsApplied(InvocationId id, int count) {
    tell(id, new TaskEvent.Applied(count));
  }

  @Override
  public void commandStored(InvocationId id, int commandIndex) {
    tell(id, new TaskEvent.CommandStored(commandIndex));
  }

  @Override
  public void abort(InvocationId id) {
    queue.remove(id);
    tell(id, new TaskEvent.Aborted());
  }

  @Override
  public void proposalsWelcome() {
    List<Running> waiting = new ArrayList<>(paused);
    paused.clear();
    waiting.forEach(Running::resumeReading);
  }

  @Override
  public Optional<AttemptStatus> status(InvocationId id) {
    Running found = running.get(id);
    if (found != null) {
      return Optional.of(statusOf(found));
    }
    return queue.contains(id) ? Optional.of(queued(id)) : Optional.empty();
  }

  @Override
  public List<AttemptStatus> statuses() {
    List<AttemptStatus> all = new ArrayList<>(running.size() + queue.size());
    running.values().forEach(task -> all.add(statusOf(task)));
    queue.forEach(id -> all.add(queued(id)));
    return all;
  }

  @Override
  public void close() {
    closed = true;
    queue.clear();
    timer.cancel();
    for (Running task : List.copyOf(running.values())) {
      task.on(new TaskEvent.Aborted());
    }
    draining.keySet().forEach(Attempt::reset);
    draining.clear();
    paused.clear();
  }

  PartitionPort port() {
    return port;
  }

  Loop loop() {
    return services.loop();
  }

  EndpointClient endpoints() {
    return services.endpoints();
  }

  OutboundBudget outbound() {
    return services.outbound();
  }

  SchemaRegistry registry() {
    return services.registry().get();
  }

  EndpointRequest requestHead(InvocationSnapshot snapshot, Route route) {
    return requestHeads.of(snapshot, route, services.clock().millis());
  }

  /** Bytes of state to send with Start, 0 for none. */
  long eagerStateLimit() {
    InvokerConfig config = services.config();
    return config.disableEagerState() ? 0 : config.eagerStateSizeLimit();
  }

  /** Epoch millis as of the start of this invoker, going on steadily even when the wall clock jumps. */
  long now() {
    return startMillis + (services.clock().nanos() - startNanos) / 1_000_000;
  }

  Attempt newAttempt(Consumer<TaskEvent> events, RequestWriter writer) {
    return new Attempt(events, writer, services.config(), draining::remove);
  }

  boolean propose(InvocationId id, List<Effect> effects) {
    return closed || port.propose(id, effects);
  }

  void paused(Running task) {
    paused.add(task);
  }

  void drain(Attempt attempt) {
    if (attempt.drain()) {
      long deadline = now() + DRAIN_MILLIS;
      draining.put(attempt, deadline);
      wakeAt(deadline);
    }
  }

  void finished(Running task) {
    running.remove(task.id(), task);
    paused.remove(task);
    dispatch();
  }

  /** Asks for a look at all deadlines at this time. */
  void wakeAt(long deadline) {
    if (deadline >= wakeAt || closed) {
      return;
    }
    timer.cancel();
    wakeAt = deadline;
    long delay = Math.max(TICK_MILLIS, deadline - now());
    timer = services.loop().timers().after(Duration.ofMillis(delay), this::wake);
  }

  private void wake() {
    wakeAt = Long.MAX_VALUE;
    long now = now();
    for (Running task : List.copyOf(running.values())) {
      if (task.task().deadline() <= now) {
        task.on(new TaskEvent.Tick());
      }
    }
    // All drain equally long: the first ones are due first.
    while (!draining.isEmpty() && draining.firstEntry().getValue() <= now) {
      draining.pollFirstEntry().getKey().reset();
    }
    long next = draining.isEmpty() ? Long.MAX_VALUE : draining.firstEntry().getValue();
    for (Running task : running.values()) {
      next = Math.min(next, task.task().deadline());
    }
    wakeAt(next);
  }

  private void dispatch() {
    if (dispatching) {
      return;
    }
    dispatching = true;
    try {
      while (!queue.isEmpty() && running.size() < concurrencyLimit) {
        InvocationId id = queue.removeFirst();
        Running task = new Running(id, new InvocationTask(references, draws, fallbackPolicy()), this);
        running.put(id, task);
        task.on(new TaskEvent.Started());
      }
    } finally {
      dispatching = false;
    }
  }

  private RetryPolicy fallbackPolicy() {
    return registry().defaults().retryPolicy();
  }

  private void tell(InvocationId id, TaskEvent event) {
    Running task = running.get(id);
    if (task != null) {
      task.on(event);
    }
  }

  private static AttemptStatus statusOf(Running running) {
    InvocationTask task = running.task();
    return new AttemptStatus(
        running.id(),
        task.inFlight(),
        task.failedAttempts(),
        task.startedAt(),
        task.nextRetryAt(),
        task.lastFailure(),
        task.lastDeployment(),
        task.lastServer());
  }

  private static AttemptStatus queued(InvocationId id) {
    return new AttemptStatus(
        id,
        false,
        0,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Draws draws(InvokerServices services) {
    return new Draws() {
      @Override
      public Ulid ulid() {
        return services.entropy().ulid();
      }

      @Override
      public long bits() {
        return services.entropy().nextLong();
      }
    };
  }
}
