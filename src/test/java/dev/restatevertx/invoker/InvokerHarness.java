package dev.restatevertx.invoker;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.config.Http2ClientConfig;
import dev.restatevertx.config.InvokerConfig;
import dev.restatevertx.endpoint.EndpointSettings;
import dev.restatevertx.endpoint.VertxEndpointClient;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.runtime.SystemClock;
import dev.restatevertx.runtime.SystemEntropy;
import dev.restatevertx.runtime.VertxLoop;
import dev.restatevertx.schema.Deployment;
import dev.restatevertx.schema.EndpointAddress;
import dev.restatevertx.schema.HttpVersion;
import dev.restatevertx.schema.Manifest;
import dev.restatevertx.schema.ManifestParser;
import dev.restatevertx.schema.Schema;
import dev.restatevertx.schema.SchemaDefaults;
import dev.restatevertx.schema.SchemaRegistry;
import dev.restatevertx.schema.Service;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An invoker on a real loop with real connections, and a partition in memory. */
final class InvokerHarness implements AutoCloseable {
  private static final long DEADLINE_NANOS = Duration.ofSeconds(20).toNanos();

  final Vertx vertx = Vertx.vertx();
  final VertxLoop loop = VertxLoop.create(vertx);
  final MemoryPartition partition = new MemoryPartition(loop);
  final OutboundBudget outbound = new OutboundBudget(24 << 20);
  private final TreeMap<DeploymentId, Deployment> deployments = new TreeMap<>();
  private Optional<VertxEndpointClient> client = Optional.empty();
  private Optional<InvokerImpl> invoker = Optional.empty();
  private volatile SchemaRegistry registry = SchemaRegistry.EMPTY;
  private long ids = 1;

  /** Registers handlers of service {@code S}, or {@code O}, {@code W} for objects and workflows, as JSON. */
  InvokerHarness register(int port, HttpVersion version, String mode, String services) {
    String json =
        "{\"protocolMode\":\""
            + mode
            + "\",\"minProtocolVersion\":5,\"maxProtocolVersion\":6,\"services\":["
            + services
            + "]}";
    Manifest manifest =
        ManifestParser.parse(
            Optional.of("application/vnd.restate.endpointmanifest.v4+json"),
            Optional.empty(),
            json.getBytes(StandardCharsets.UTF_8));
    DeploymentId id = new DeploymentId(1, ids++);
    List<Service> revised = new ArrayList<>();
    for (Service service : manifest.services()) {
      revised.add(
          new Service(
              service.name(),
              service.type(),
              (int) id.low(),
              service.handlers(),
              service.settings(),
              service.notes()));
    }
    deployments.put(
        id,
        new Deployment(
            id,
            new EndpointAddress("http://127.0.0.1:" + port + "/", version),
            manifest.protocolMode(),
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            0,
            5,
            6,
            Optional.empty(),
            revised));
    registry = new SchemaRegistry(new Schema(id.low(), deployments), SchemaDefaults.STANDARD);
    return this;
  }

  InvokerHarness start() {
    return start(config(1000));
  }

  InvokerHarness start(InvokerConfig config) {
    onLoop(
        () -> {
          VertxEndpointClient endpoints =
              new VertxEndpointClient(
                  vertx, loop, new EndpointSettings(config.connectTimeout(), config.http2()));
          SystemClock clock = new SystemClock();
          InvokerServices services =
              new InvokerServices(
                  loop,
                  clock,
                  new SystemEntropy(clock),
                  config,
                  endpoints,
                  outbound,
                  () -> registry,
                  Optional.empty(),
                  true);
          InvokerImpl created = new InvokerImpl(services, partition);
          partition.attach(created);
          client = Optional.of(endpoints);
          invoker = Optional.of(created);
          return created;
        });
    return this;
  }

  InvokerImpl invoker() {
    return invoker.orElseThrow();
  }

  VertxEndpointClient client() {
    return client.orElseThrow();
  }

  /** Creates and starts an invocation of {@code S}. */
  MemoryPartition.Row call(String handler, String argument) {
    return call(InvocationTarget.service("S", handler), Bytes.utf8(argument));
  }

  MemoryPartition.Row call(InvocationTarget target, Bytes argument) {
    InvocationId id = new InvocationId(42, 7, ids++);
    return onLoop(
        () -> {
          MemoryPartition.Row row = partition.create(id, target, argument);
          invoker().start(id, target);
          return row;
        });
  }

  /** Runs something on the loop and gives its result. */
  <T> T onLoop(Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            result.complete(task.call());
          } catch (Exception | AssertionError e) {
            result.completeExceptionally(e);
          }
        });
    return result.orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** Waits until {@code condition}, looked at on the loop, holds. */
  void await(String what, Callable<Boolean> condition) {
    long start = System.nanoTime();
    while (!onLoop(condition)) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new AssertionError("Waited in vain for " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  Optional<AttemptStatus> status(MemoryPartition.Row row) {
    return onLoop(() -> invoker().status(row.id));
  }

  @Override
  public void close() {
    onLoop(
        () -> {
          invoker.ifPresent(InvokerImpl::close);
          return client.map(VertxEndpointClient::close);
        });
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  static InvokerConfig config(int concurrency) {
    SequencedMap<String, String> headers = new LinkedHashMap<>();
    headers.put("x-restate-cluster-name", "localcluster");
    return new InvokerConfig(
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        10 << 20,
        32 << 20,
        32 << 20,
        OptionalInt.of(concurrency),
        66049,
        1L << 30,
        32 << 20,
        32 << 10,
        false,
        1000,
        headers,
        Duration.ofSeconds(2),
        new Http2ClientConfig(
            Duration.ofSeconds(40),
            Duration.ofSeconds(20),
            0.2,
            128,
            Duration.ofMinutes(5),
            OptionalInt.empty(),
            2 << 20,
            5 << 20,
            16 << 10),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMinutes(1),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
