package dev.restatevertx.ingress;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.PartitionRequest;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.SystemEntropy;
import dev.restatevertx.telemetry.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A door with a played partition behind it, on a free port. */
abstract class DoorTestBase {
  static final long NOW_MILLIS = 1_764_000_000_123L;
  static final String JSON = "content-type: application/json\r\n";

  final PlayedPartition partition = new PlayedPartition();
  final Metrics metrics = new Metrics(new FixedClock(), "c", "n");
  private final Vertx vertx = Vertx.vertx();
  private String deployment = "";
  IngressRole role = door(options());

  IngressOptions options() {
    return new IngressOptions(
        List.of(SocketAddress.inetSocketAddress(0, "127.0.0.1")),
        2,
        100_000,
        1_000_000,
        10_000,
        true,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5));
  }

  @BeforeEach
  void open() throws Exception {
    deployment = vertx.deployVerticle(role).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  Vertx vertx() {
    return vertx;
  }

  /** Begins to close the door; done when the future is. */
  io.vertx.core.Future<Void> shut() {
    return vertx.undeploy(deployment);
  }

  int port() {
    return role.addresses().getFirst().port();
  }

  RawHttp connect() throws IOException {
    return new RawHttp(port());
  }

  /** One request on a connection of its own. */
  RawHttp.Response exchange(String method, String uri, String headers, String body) throws IOException {
    try (RawHttp http = connect()) {
      return http.request(method, uri, headers, body).read();
    }
  }

  static PartitionReply completed(PartitionRequest request, String value) {
    InvocationRequest invocation = invocation(request);
    return new PartitionReply.Completed(
        invocation.id(), invocation.target(), new Outcome.Success(Bytes.utf8(value)), OptionalLong.empty());
  }

  static PartitionReply submitted(PartitionRequest request, boolean isNew) {
    InvocationRequest invocation = invocation(request);
    long at = invocation.executionTime();
    return new PartitionReply.Submitted(
        invocation.id(), isNew, at == 0 ? OptionalLong.empty() : OptionalLong.of(at));
  }

  static InvocationRequest invocation(PartitionRequest request) {
    if (request instanceof PartitionRequest.Invoke invoke) {
      return invoke.invocation();
    }
    throw new AssertionError("Expected an invocation, but got " + request);
  }

  /** The only invocation that the partition was asked for. */
  InvocationRequest invocation() {
    return invocation(partition.requests.getFirst());
  }

  private IngressRole door(IngressOptions options) {
    Clock clock = new FixedClock();
    return new IngressRole(options, TestSchema::registry, partition, clock, () -> new SystemEntropy(clock), metrics);
  }

  private static final class FixedClock implements Clock {
    @Override
    public long millis() {
      return NOW_MILLIS;
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }
  }
}
