package dev.restatevertx.invoker.core;

import dev.restatevertx.base.Check;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.base.IdFormatException;
import dev.restatevertx.base.OnMaxAttempts;
import dev.restatevertx.base.RetryPolicy;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.journal.AttemptFailure;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.JournalCommandCodec;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.References;
import dev.restatevertx.protocol.Frame;
import dev.restatevertx.protocol.MalformedMessageException;
import dev.restatevertx.protocol.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The attempts of one invocation, from its start on this leader until it suspends, pauses, ends or is aborted.
 *
 * <pre>
 *  QUEUED --Started--> LOADING --NotInvoked--> ENDED
 *                       |   ^
 *          Loaded: Open |   | all effects applied and the delay over: Load
 *                       v   |
 *   request/response +--+   +--------- BACKING_OFF <------------------+
 *          +---------|                                                |
 *          |         v                                                |
 *          |     STREAMING --any failure: Reset, RecordFailure--------+
 *          |         |  |                                             |
 *          |         |  +-- Suspension, End: Propose, Drain --> ENDED |
 *          |         | inactivity: HalfClose                          |
 *          |         v                                                |
 *          +--> HALF_CLOSED --abort timeout, any failure--------------+
 *                    |
 *                    +-- Suspension, End: Propose, Drain --> ENDED
 *
 *  Retries used up, or the SDK asks for it: Propose Pause or Fail --> ENDED.  Aborted: Reset --> ENDED.
 * </pre>
 *
 * <p>All effects of one event are one {@link TaskAction.Propose}. An attempt whose first command comes while the
 * invocation is not pinned pins it in the same proposal.
 */
public final class InvocationTask {
  private static final int NO_ENTRY = -1;

  /** Where a task stands. */
  public enum State {
    QUEUED,
    LOADING,
    STREAMING,
    HALF_CLOSED,
    BACKING_OFF,
    ENDED
  }

  private final References references;
  private final Draws draws;
  private final RetryPolicy fallbackPolicy;
  private final Progress progress = new Progress();

  private State state = State.QUEUED;
  private Optional<InvocationTarget> target = Optional.empty();
  private Optional<Route> route = Optional.empty();
  private boolean pinProposed;
  private boolean outputSeen;
  private int knownEntries = NO_ENTRY;
  private int firstOwnCommand;
  private int nextCommand;
  private int unapplied;
  private long lastTraffic;
  private long retryAt;
  private OptionalLong startedAt = OptionalLong.empty();
  private Optional<String> server = Optional.empty();
  // Arrived between the order to load and the answer: whether the snapshot holds them is known only then.
  private final TreeMap<Integer, Notification> whileLoading = new TreeMap<>();
  private final List<Effect> effects = new ArrayList<>(4);

  /**
   * A task that has not started.
   *
   * @param fallbackPolicy for failures before any deployment was found
   */
  public InvocationTask(References references, Draws draws, RetryPolicy fallbackPolicy) {
    this.references = references;
    this.draws = draws;
    this.fallbackPolicy = fallbackPolicy;
  }

  /**
   * Takes an event.
   *
   * @param now epoch millis
   * @param out gets what is to be done
   */
  public void handle(TaskEvent event, long now, List<TaskAction> out) {
    if (state == State.ENDED) {
      return;
    }
    switch (event) {
      case TaskEvent.Received(var frames) -> received(frames, now, out);
      case TaskEvent.Sent() -> lastTraffic = now;
      case TaskEvent.Notified(int index, var notification) -> notified(index, notification, now, out);
      case TaskEvent.Applied(int count) -> applied(count, now, out);
      case TaskEvent.CommandStored(int index) -> commandStored(index, now, out);
      case TaskEvent.Started() -> load(out);
      case TaskEvent.Loaded loaded -> loaded(loaded, now, out);
      case TaskEvent.OutputReplayed() -> outputSeen = true;
      case TaskEvent.Head head -> head(head, now, out);
      case TaskEvent.ResponseEnded() -> responseEnded(now, out);
      case TaskEvent.Failed(var end) -> fail(end, now, out);
      case TaskEvent.Tick() -> tick(now, out);
      case TaskEvent.NotInvoked() -> end(out);
      case TaskEvent.Aborted() -> {
        out.add(new TaskAction.Reset());
        end(out);
      }
    }
  }

  public State state() {
    return state;
  }

  /** Whether a stream to the endpoint is open. */
  public boolean inFlight() {
    return state == State.STREAMING || state == State.HALF_CLOSED;
  }

  /** Epoch millis at which {@link TaskEvent.Tick} is wanted, {@link Long#MAX_VALUE} for never. */
  public long deadline() {
    return switch (state) {
      case STREAMING -> plus(lastTraffic, current().settings().inactivityTimeout().toMillis());
      case HALF_CLOSED -> plus(lastTraffic, current().settings().abortTimeout().toMillis());
      case BACKING_OFF -> unapplied == 0 ? retryAt : Long.MAX_VALUE;
      case QUEUED, LOADING, ENDED -> Long.MAX_VALUE;
    };
  }

  /** Failed attempts of this task. */
  public int failedAttempts() {
    return progress.failedAttempts();
  }

  public Optional<AttemptFailure> lastFailure() {
    return progress.lastFailure();
  }

  /** Epoch millis of the last attempt's start. */
  public OptionalLong startedAt() {
    return startedAt;
  }

  /** Epoch millis of the next attempt, while the task waits for it. */
  public OptionalLong nextRetryAt() {
    return state == State.BACKING_OFF ? OptionalLong.of(retryAt) : OptionalLong.empty();
  }

  /** Where the last attempt went. */
  public Optional<DeploymentId> lastDeployment() {
    return route.map(r -> r.deployment().id());
  }

  /** What the last endpoint that answered calls itself. */
  public Optional<String> lastServer() {
    return server;
  }

  private void load(List<TaskAction> out) {
    state = State.LOADING;
    whileLoading.clear();
    out.add(new TaskAction.Load());
  }

  private void loaded(TaskEvent.Loaded loaded, long now, List<TaskAction> out) {
    if (state != State.LOADING) {
      return;
    }
    Route current = loaded.route();
    target = Optional.of(loaded.target());
    route = Optional.of(current);
    pinProposed = current.pinned();
    outputSeen = false;
    knownEntries = loaded.entryCount();
    firstOwnCommand = loaded.commandCount();
    nextCommand = loaded.commandCount();
    lastTraffic = now;
    startedAt = OptionalLong.of(now);
    boolean halfClose = current.requestResponse();
    state = halfClose ? State.HALF_CLOSED : State.STREAMING;
    int retries = progress.retriesSinceStored();
    long sinceStored = Math.max(0, now - loaded.modifiedAt());
    out.add(new TaskAction.Open(current, knownEntries, retries, sinceStored, halfClose));
    whileLoading.forEach((index, notification) -> notified(index, notification, now, out));
    whileLoading.clear();
  }

  private void head(TaskEvent.Head head, long now, List<TaskAction> out) {
    if (!inFlight()) {
      return;
    }
    lastTraffic = now;
    server = head.server().or(() -> server);
    ResponseHeads.failureOf(head, current().protocolVersion(), now).ifPresent(end -> fail(end, now, out));
  }

  private void received(List<Frame> frames, long now, List<TaskAction> out) {
    if (!inFlight()) {
      return;
    }
    lastTraffic = now;
    for (Frame frame : frames) {
      try {
        message(frame, out);
      } catch (AttemptException e) {
        fail(e.end(), now, out);
      }
      if (!inFlight()) {
        // What follows a last word is not looked at.
        return;
      }
    }
    propose(out);
  }

  private void message(Frame frame, List<TaskAction> out) {
    try {
      switch (frame.type()) {
        case MessageType.SUSPENSION ->
            finish(new Effect.Suspend(SdkMessages.suspension(frame.payload())), out);
        case MessageType.ERROR -> throw new AttemptException(SdkMessages.error(frame.payload()));
        case MessageType.END -> handlerEnded(out);
        case MessageType.PROPOSE_RUN_COMPLETION -> {
          Notification completion = SdkMessages.runCompletion(frame.payload());
          pin();
          effects.add(new Effect.CompleteRun(completion));
        }
        default -> {
          if (!MessageType.isCommand(frame.type()) || frame.type() == MessageType.INPUT) {
            throw new MalformedMessageException(
                "received unexpected message: type " + MessageType.toText(frame.type()));
          }
          command(frame);
        }
      }
    } catch (MalformedMessageException e) {
      throw new AttemptException(AttemptEnd.violation(text(e)));
    }
  }

  private void command(Frame frame) {
    JournalCommand command;
    try {
      command = JournalCommandCodec.decode(frame.type(), frame.payload(), references);
      Preconditions.check(target.orElseThrow(), command);
    } catch (CommandRejectedException e) {
      throw rejected(e.code(), text(e), frame);
    } catch (IdFormatException e) {
      throw rejected(ErrorCode.RT0017, "Expected an id, but the one in the command has a " + text(e), frame);
    }
    pin();
    effects.add(new Effect.AppendCommand(command, frame.ackRequested()));
    nextCommand++;
    outputSeen |= command instanceof JournalCommand.Output;
    progress.commandAccepted();
  }

  private AttemptException rejected(ErrorCode code, String message, Frame frame) {
    return new AttemptException(AttemptEnd.of(code, message).relatedTo(nextCommand, "", frame.type()));
  }

  private void handlerEnded(List<TaskAction> out) {
    if (!outputSeen) {
      throw new MalformedMessageException("Expected an Output before End, but the handler has written none");
    }
    finish(new Effect.End(), out);
  }

  private void pin() {
    if (!pinProposed) {
      pinProposed = true;
      effects.add(new Effect.PinDeployment(current().deployment().id(), current().protocolVersion()));
    }
  }

  private void responseEnded(long now, List<TaskAction> out) {
    if (inFlight()) {
      fail(AttemptEnd.of(ErrorCode.RT0007, "unknown"), now, out);
    }
  }

  private void notified(int index, Notification notification, long now, List<TaskAction> out) {
    if (state == State.LOADING) {
      whileLoading.put(index, notification);
    } else if (state == State.STREAMING && index >= knownEntries) {
      lastTraffic = now;
      out.add(new TaskAction.Deliver(index, notification));
    }
    // Otherwise the notification is part of a replay: this one's, or the next one's.
  }

  private void commandStored(int index, long now, List<TaskAction> out) {
    if (state == State.STREAMING && index >= firstOwnCommand) {
      lastTraffic = now;
      out.add(new TaskAction.Acknowledge(index));
    }
  }

  private void applied(int count, long now, List<TaskAction> out) {
    // Effects of an earlier task of the same invocation may still be reported: they are none of ours.
    unapplied = Math.max(0, unapplied - count);
    retryIfDue(now, out);
  }

  private void tick(long now, List<TaskAction> out) {
    if (now < deadline()) {
      return;
    }
    switch (state) {
      case STREAMING -> {
        state = State.HALF_CLOSED;
        lastTraffic = now;
        out.add(new TaskAction.HalfClose());
      }
      case HALF_CLOSED ->
          fail(
              AttemptEnd.of(
                  ErrorCode.RT0001,
                  "Expected a message within the abort timeout of "
                      + current().settings().abortTimeout().toMillis()
                      + " ms, but none came"),
              now,
              out);
      case BACKING_OFF -> retryIfDue(now, out);
      case QUEUED, LOADING, ENDED -> {}
    }
  }

  private void retryIfDue(long now, List<TaskAction> out) {
    if (state == State.BACKING_OFF && unapplied == 0 && now >= retryAt) {
      load(out);
    }
  }

  private void fail(AttemptEnd end, long now, List<TaskAction> out) {
    if (!inFlight() && state != State.LOADING) {
      return;
    }
    if (inFlight()) {
      out.add(new TaskAction.Reset());
    }
    progress.failed(end);
    switch (end.next()) {
      case PAUSE -> giveUp(new Effect.Pause(end.failure()), out);
      case FAIL -> giveUp(new Effect.Fail(SdkMessages.terminal(end.failure())), out);
      case RETRY -> backOff(end, now, out);
    }
  }

  private void backOff(AttemptEnd end, long now, List<TaskAction> out) {
    RetryPolicy policy = route.map(r -> r.settings().retryPolicy()).orElse(fallbackPolicy);
    OptionalLong delay = progress.nextDelay(end, policy, jitter());
    if (delay.isEmpty()) {
      giveUp(
          policy.onMaxAttempts() == OnMaxAttempts.PAUSE
              ? new Effect.Pause(end.failure())
              : new Effect.Fail(SdkMessages.terminal(end.failure())),
          out);
      return;
    }
    if (progress.worthRecording(end.failure())) {
      effects.add(new Effect.RecordFailure(end.failure()));
    }
    state = State.BACKING_OFF;
    retryAt = plus(now, delay.getAsLong());
    propose(out);
    retryIfDue(now, out);
  }

  private void giveUp(Effect last, List<TaskAction> out) {
    effects.add(last);
    propose(out);
    end(out);
  }

  private void finish(Effect last, List<TaskAction> out) {
    effects.add(last);
    propose(out);
    out.add(new TaskAction.Drain());
    end(out);
  }

  private void end(List<TaskAction> out) {
    state = State.ENDED;
    out.add(new TaskAction.Finish());
  }

  private void propose(List<TaskAction> out) {
    if (!effects.isEmpty()) {
      unapplied += effects.size();
      out.add(new TaskAction.Propose(effects));
      effects.clear();
    }
  }

  private Route current() {
    Check.that(route.isPresent(), "Expected an attempt to have a route");
    return route.get();
  }

  /** In [0, 1), from the upper 53 bits. */
  private double jitter() {
    return (draws.bits() >>> 11) * 0x1.0p-53;
  }

  private static long plus(long time, long millis) {
    long sum = time + millis;
    return sum < time ? Long.MAX_VALUE : sum;
  }

  private static String text(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }
}
