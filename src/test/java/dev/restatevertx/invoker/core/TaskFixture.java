package dev.restatevertx.invoker.core;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.OnMaxAttempts;
import dev.restatevertx.base.RetryPolicy;
import dev.restatevertx.base.Ulid;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.protocol.Frame;
import dev.restatevertx.schema.Deployment;
import dev.restatevertx.schema.EffectiveSettings;
import dev.restatevertx.schema.EndpointAddress;
import dev.restatevertx.schema.HttpVersion;
import dev.restatevertx.schema.ProtocolMode;
import dev.restatevertx.schema.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A task with a clock in hand; keeps all that it wants done. */
final class TaskFixture {
  static final DeploymentId DEPLOYMENT = new DeploymentId(1, 1);
  static final InvocationTarget TARGET = InvocationTarget.service("S", "h");

  final List<TaskAction> actions = new ArrayList<>();
  InvocationTarget target = TARGET;
  ProtocolMode mode = ProtocolMode.BIDI_STREAM;
  Duration inactivity = Duration.ofSeconds(60);
  RetryPolicy policy =
      new RetryPolicy(
          Duration.ofMillis(900), 2, Optional.empty(), OptionalInt.empty(), OnMaxAttempts.PAUSE);
  long now = 1_000_000;
  final InvocationTask task;

  TaskFixture() {
    Draws draws =
        new Draws() {
          @Override
          public Ulid ulid() {
            return new Ulid(1, 2);
          }

          @Override
          public long bits() {
            return 0;
          }
        };
    task = new InvocationTask(new SchemaReferences(() -> SchemaRegistry.EMPTY, draws, true), draws, policy);
  }

  /** Gives the event, returns what is to be done for it. */
  List<TaskAction> on(TaskEvent event) {
    List<TaskAction> out = new ArrayList<>();
    task.handle(event, now, out);
    actions.addAll(out);
    return out;
  }

  TaskFixture start() {
    on(new TaskEvent.Started());
    return loaded(1, 1, false);
  }

  TaskFixture loaded(int entries, int commands, boolean pinned) {
    on(new TaskEvent.Loaded(target, route(pinned), entries, commands, now - 500));
    return this;
  }

  List<TaskAction> receive(Frame... frames) {
    return on(new TaskEvent.Received(List.of(frames)));
  }

  /** All effects proposed so far. */
  List<Effect> effects() {
    return actions.stream()
        .filter(TaskAction.Propose.class::isInstance)
        .flatMap(a -> ((TaskAction.Propose) a).effects().stream())
        .toList();
  }

  <A extends TaskAction> List<A> all(Class<A> type) {
    return actions.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static Frame frame(int type, String hex) {
    return new Frame(type, false, Bytes.fromHex(hex));
  }

  Route route(boolean pinned) {
    Deployment deployment =
        new Deployment(
            DEPLOYMENT,
            new EndpointAddress("http://localhost:1/", HttpVersion.HTTP_2),
            mode,
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            0,
            5,
            6,
            Optional.empty(),
            List.of());
    EffectiveSettings settings =
        new EffectiveSettings(
            true,
            inactivity,
            Duration.ofMinutes(10),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            false,
            policy);
    return new Route(deployment, 6, pinned, settings);
  }
}
