package dev.restatevertx.ingress;

import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.schema.Deployment;
import dev.restatevertx.schema.EndpointAddress;
import dev.restatevertx.schema.Handler;
import dev.restatevertx.schema.HttpVersion;
import dev.restatevertx.schema.InputRule;
import dev.restatevertx.schema.InputRules;
import dev.restatevertx.schema.MediaRange;
import dev.restatevertx.schema.Notes;
import dev.restatevertx.schema.OutputRules;
import dev.restatevertx.schema.ProtocolMode;
import dev.restatevertx.schema.RetrySettings;
import dev.restatevertx.schema.Schema;
import dev.restatevertx.schema.SchemaDefaults;
import dev.restatevertx.schema.SchemaRegistry;
import dev.restatevertx.schema.Service;
import dev.restatevertx.schema.ServiceType;
import dev.restatevertx.schema.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The services of these tests: a greeter, a counter, a workflow. */
final class TestSchema {
  private static final InputRules JSON =
      new InputRules(
          List.of(
              new InputRule.Nothing(),
              new InputRule.Typed(MediaRange.parse("application/json"), Optional.empty())));
  private static final InputRules RAW =
      new InputRules(List.of(new InputRule.Nothing(), new InputRule.Typed(MediaRange.ANY, Optional.empty())));
  private static final OutputRules JSON_OUTPUT =
      new OutputRules(Optional.of("application/json"), false, Optional.empty());

  private TestSchema() {}

  static SchemaRegistry registry() {
    TreeMap<DeploymentId, Deployment> deployments = new TreeMap<>();
    Service greeter =
        service(
            "Greeter",
            ServiceType.SERVICE,
            handler("greet", TargetKind.SERVICE, JSON, Optional.empty()),
            handler("raw", TargetKind.SERVICE, RAW, Optional.empty()),
            handler("priv", TargetKind.SERVICE, JSON, Optional.of(false)));
    Service counter =
        service(
            "Counter",
            ServiceType.VIRTUAL_OBJECT,
            handler("add", TargetKind.OBJECT_EXCLUSIVE, JSON, Optional.empty()),
            handler("get", TargetKind.OBJECT_SHARED, JSON, Optional.empty()));
    Service workflow =
        service(
            "Wf",
            ServiceType.WORKFLOW,
            handler("run", TargetKind.WORKFLOW_RUN, JSON, Optional.empty()),
            handler("signal", TargetKind.WORKFLOW_SHARED, JSON, Optional.empty()));
    add(deployments, 1, 6, greeter, counter, workflow);
    add(deployments, 2, 1, service("Old", ServiceType.SERVICE, handler("x", TargetKind.SERVICE, RAW, Optional.empty())));
    return new SchemaRegistry(new Schema(1, deployments), SchemaDefaults.STANDARD);
  }

  private static void add(Map<DeploymentId, Deployment> deployments, int number, int protocol, Service... services) {
    DeploymentId id = new DeploymentId(0, number);
    deployments.put(
        id,
        new Deployment(
            id,
            new EndpointAddress("http://localhost:9080/", HttpVersion.HTTP_2),
            ProtocolMode.BIDI_STREAM,
            new TreeMap<>(),
            new TreeMap<>(),
            1,
            protocol,
            protocol,
            Optional.empty(),
            List.of(services)));
  }

  private static Service service(String name, ServiceType type, Handler... handlers) {
    return new Service(name, type, 1, List.of(handlers), Settings.NONE, Notes.NONE);
  }

  private static Handler handler(String name, TargetKind kind, InputRules input, Optional<Boolean> isPublic) {
    Settings settings =
        new Settings(
            isPublic,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RetrySettings.NONE);
    return new Handler(name, kind, input, JSON_OUTPUT, settings, Notes.NONE);
  }
}
