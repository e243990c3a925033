package dev.restatevertx.invoker;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invoker.core.AttemptEnd;
import dev.restatevertx.invoker.core.AttemptException;
import dev.restatevertx.invoker.core.InvocationTask;
import dev.restatevertx.invoker.core.Route;
import dev.restatevertx.invoker.core.TaskAction;
import dev.restatevertx.invoker.core.TaskEvent;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.runtime.Loop;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One invocation at work: carries out what its {@link InvocationTask} decides. */
final class Running implements RequestWriter.Source {
  private static final Logger LOG = System.getLogger("restate.invoker");

  private final InvocationId id;
  private final InvocationTask task;
  private final InvokerImpl invoker;
  private final Deque<TaskEvent> events = new ArrayDeque<>(2);
  private final List<TaskAction> actions = new ArrayList<>(4);
  private Optional<InvocationSnapshot> snapshot = Optional.empty();
  private PartitionPort.EagerState state = new PartitionPort.EagerState(List.of(), true);
  private long held;
  private Optional<Attempt> attempt = Optional.empty();
  private boolean busy;

  Running(InvocationId id, InvocationTask task, InvokerImpl invoker) {
    this.id = id;
    this.task = task;
    this.invoker = invoker;
  }

  InvocationId id() {
    return id;
  }

  InvocationTask task() {
    return task;
  }

  /** Takes an event; one that comes while another is dealt with waits for its turn. */
  void on(TaskEvent event) {
    events.add(event);
    if (busy) {
      return;
    }
    busy = true;
    try {
      for (TaskEvent next = events.poll(); next != null; next = events.poll()) {
        task.handle(next, invoker.now(), actions);
        for (int i = 0; i < actions.size(); i++) {
          execute(actions.get(i));
        }
        actions.clear();
      }
    } finally {
      actions.clear();
      busy = false;
    }
    invoker.wakeAt(task.deadline());
  }

  void resumeReading() {
    attempt.ifPresent(Attempt::resumeReading);
  }

  private void execute(TaskAction action) {
    switch (action) {
      case TaskAction.Load() -> load();
      case TaskAction.Open open -> open(open);
      case TaskAction.Deliver(int index, var notification) ->
          attempt.ifPresent(current -> current.deliver(index, notification));
      case TaskAction.Acknowledge(int index) -> attempt.ifPresent(current -> current.acknowledge(index));
      case TaskAction.HalfClose() -> attempt.ifPresent(Attempt::halfClose);
      case TaskAction.Propose(var effects) -> {
        log(effects.getLast());
        if (!invoker.propose(id, effects)) {
          attempt.ifPresent(Attempt::pauseReading);
          invoker.paused(this);
        }
      }
      case TaskAction.Reset() -> {
        attempt.ifPresent(Attempt::reset);
        attempt = Optional.empty();
      }
      case TaskAction.Drain() -> {
        attempt.ifPresent(invoker::drain);
        attempt = Optional.empty();
      }
      case TaskAction.Finish() -> {
        releaseHeld();
        invoker.finished(this);
      }
    }
  }

  /** Tells the operator what is recorded for people anyway: a failure that repeats itself is told once. */
  private void log(Effect last) {
    if (last instanceof Effect.RecordFailure(var failure)) {
      LOG.log(Level.INFO, "Attempt of {0} failed, will be retried: [{1}] {2}", id, failure.docCode(), failure.message());
    } else if (last instanceof Effect.Pause(var failure)) {
      LOG.log(Level.WARNING, "{0} is paused: [{1}] {2}", id, failure.docCode(), failure.message());
    }
  }

  private void load() {
    snapshot = Optional.empty();
    invoker.outbound().enter(loop(), this::readInvocation);
  }

  private void readInvocation() {
    if (task.state() == InvocationTask.State.LOADING) {
      invoker.port().load(id).onComplete(this::loaded, this::loadFailed);
    }
  }

  private void loaded(InvocationSnapshot loaded) {
    if (task.state() != InvocationTask.State.LOADING) {
      return;
    }
    snapshot = Optional.of(loaded);
    long size = 0;
    for (JournalEntry entry : loaded.entries()) {
      size += entry.payload().length();
    }
    hold(size);
    Route route;
    try {
      route = route(loaded);
    } catch (AttemptException e) {
      releaseHeld();
      on(new TaskEvent.Failed(e.end()));
      return;
    }
    long limit = invoker.eagerStateLimit();
    if (!loaded.target().kind().keyed() || route.settings().lazyState() || limit == 0) {
      ready(loaded, route, new PartitionPort.EagerState(List.of(), true));
      return;
    }
    invoker.outbound().enter(loop(), () -> loadState(loaded, route, limit));
  }

  private Route route(InvocationSnapshot loaded) {
    return loaded
        .pin()
        .map(pin -> Route.pinned(invoker.registry(), loaded.target(), pin.deployment(), pin.protocolVersion()))
        .orElseGet(() -> Route.latest(invoker.registry(), loaded.target()));
  }

  private void loadState(InvocationSnapshot loaded, Route route, long limit) {
    if (task.state() == InvocationTask.State.LOADING) {
      invoker
          .port()
          .loadState(loaded.target(), limit)
          .onComplete(read -> ready(loaded, route, read), this::loadFailed);
    }
  }

  private void ready(InvocationSnapshot loaded, Route route, PartitionPort.EagerState read) {
    if (task.state() != InvocationTask.State.LOADING) {
      return;
    }
    long size = 0;
    for (PartitionPort.StateEntry entry : read.entries()) {
      size += entry.key().length() + entry.value().length();
    }
    hold(size);
    state = read;
    on(
        new TaskEvent.Loaded(
            loaded.target(), route, loaded.entryCount(), loaded.commandCount(), loaded.modifiedAt()));
  }

  private void loadFailed(Throwable cause) {
    releaseHeld();
    if (cause instanceof NotInvokedException) {
      on(new TaskEvent.NotInvoked());
    } else {
      on(
          new TaskEvent.Failed(
              AttemptEnd.uncounted(ErrorCode.RT0006, "The invocation cannot be read: " + cause)));
    }
  }

  private void open(TaskAction.Open open) {
    InvocationSnapshot loaded = snapshot.orElseThrow();
    List<Bytes> start = StartFrame.encode(loaded, state, open);
    RequestWriter writer = new RequestWriter(this, invoker.outbound());
    writer.begin(start, loaded.entries(), open.knownEntries(), open.halfClose(), held);
    held = 0;
    state = new PartitionPort.EagerState(List.of(), true);
    Attempt opened = invoker.newAttempt(this::on, writer);
    attempt = Optional.of(opened);
    try {
      opened.open(invoker.endpoints(), invoker.requestHead(loaded, open.route()));
    } catch (IllegalArgumentException e) {
      // A header that HTTP does not allow, for instance.
      on(
          new TaskEvent.Failed(
              AttemptEnd.uncounted(ErrorCode.RT0006, "The request cannot be made: " + e.getMessage())));
    }
    // The entries are the writer's now.
    snapshot = Optional.empty();
  }

  @Override
  public void loadEntries(int from, int to, long maxBytes) {
    Optional<Attempt> reader = attempt;
    long granted = maxBytes > RequestWriter.ALLOWANCE ? maxBytes : 0;
    invoker
        .port()
        .loadEntries(id, from, to, maxBytes)
        .onComplete(
            chunk -> reader.ifPresent(current -> current.entriesLoaded(chunk, granted)),
            cause -> {
              invoker.outbound().release(granted);
              if (reader.equals(attempt)) {
                loadFailed(cause);
              }
            });
  }

  @Override
  public void outputReplayed() {
    on(new TaskEvent.OutputReplayed());
  }

  @Override
  public void sent() {
    on(new TaskEvent.Sent());
  }

  @Override
  public Loop loop() {
    return invoker.loop();
  }

  /** Counts what was read, unless it is little. */
  private void hold(long size) {
    if (size > RequestWriter.ALLOWANCE) {
      held += size;
      invoker.outbound().take(size);
    }
  }

  private void releaseHeld() {
    invoker.outbound().release(held);
    held = 0;
  }
}
