package dev.restatevertx.ingress;

import dev.restatevertx.routing.PartitionClient;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Entropy;
import dev.restatevertx.schema.SchemaRegistry;
import dev.restatevertx.telemetry.Metrics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The part of the door that runs on one event loop: accepts connections, answers requests. */
final class IngressServer extends VerticleBase {
  /** The original takes more than 60 KB of either; callers with long keys or tokens rely on some of it. */
  private static final int REQUEST_LINE_MAX = 64 * 1024;

  private static final int HEADERS_MAX = 128 * 1024;
  private static final int STREAMS_PER_CONNECTION = 1000;
  private static final int STREAM_WINDOW = 1024 * 1024;
  private static final int CONNECTION_WINDOW = 4 * 1024 * 1024;
  private static final int BACKLOG = 4096;

  /** Bodies that do not move are found with this precision: a fraction of the timeout. */
  private static final int SWEEPS_PER_TIMEOUT = 4;

  private final IngressOptions options;
  private final List<Integer> ports;
  private final Supplier<SchemaRegistry> schema;
  private final PartitionClient client;
  private final Clock clock;
  private final Admission admission;
  private final Router router;
  private final Invocations invocations;
  private final Answers answers;
  private final RequestCounters counters;
  private final Set<BodyReader> reading = new HashSet<>();
  private final List<HttpServer> servers = new ArrayList<>();
  private boolean draining;

  /** @param ports to listen on, one for each address of the options; negative: a free one that all with it share */
  IngressServer(
      IngressOptions options,
      List<Integer> ports,
      Supplier<SchemaRegistry> schema,
      PartitionClient client,
      Clock clock,
      Entropy entropy,
      Admission admission,
      Metrics metrics) {
    this.options = options;
    this.ports = ports;
    this.schema = schema;
    this.client = client;
    this.clock = clock;
    this.admission = admission;
    this.router = new Router(schema);
    this.invocations = new Invocations(entropy, options.controlledSharding());
    this.counters = new RequestCounters(metrics);
    this.answers = new Answers(new HttpDate(clock));
  }

  @Override
  public Future<?> start() {
    long sweepMillis = Math.max(1, options.bodyIdleTimeout().toMillis() / SWEEPS_PER_TIMEOUT);
    vertx.setPeriodic(sweepMillis, _ -> sweep());
    List<Future<HttpServer>> listening = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      SocketAddress address = options.addresses().get(i);
      HttpServer server =
          vertx
              .createHttpServer(httpOptions())
              .requestHandler(request -> new Exchange(this, request).begin());
      servers.add(server);
      listening.add(
          address.isDomainSocket() ? server.listen(address) : server.listen(ports.get(i), address.host()));
    }
    return Future.all(listening);
  }

  @Override
  public Future<?> stop() {
    draining = true;
    return Future.all(
        servers.stream()
            .map(server -> server.shutdown(options.drainTimeout().toMillis(), TimeUnit.MILLISECONDS))
            .toList());
  }

  /** The ports that it listens on, 0 for what has none, in the order of the addresses. */
  List<Integer> ports() {
    return servers.stream().map(HttpServer::actualPort).toList();
  }

  IngressOptions options() {
    return options;
  }

  SchemaRegistry schema() {
    return schema.get();
  }

  PartitionClient client() {
    return client;
  }

  Clock clock() {
    return clock;
  }

  Admission admission() {
    return admission;
  }

  Router router() {
    return router;
  }

  Invocations invocations() {
    return invocations;
  }

  Answers answers() {
    return answers;
  }

  RequestCounters counters() {
    return counters;
  }

  Vertx vertx() {
    return vertx;
  }

  /** Whether the door closes: nothing is waited for any more. */
  boolean draining() {
    return draining;
  }

  /** Keeps an eye on a body that is not complete. */
  void watch(BodyReader body) {
    reading.add(body);
  }

  void unwatch(BodyReader body) {
    reading.remove(body);
  }

  private void sweep() {
    if (!reading.isEmpty()) {
      // A body that is given up leaves the set.
      List.copyOf(reading).forEach(body -> body.sweep(SWEEPS_PER_TIMEOUT));
    }
  }

  private static HttpServerOptions httpOptions() {
    return new HttpServerOptions()
        .setMaxInitialLineLength(REQUEST_LINE_MAX)
        .setMaxHeaderSize(HEADERS_MAX)
        .setAcceptBacklog(BACKLOG)
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(STREAMS_PER_CONNECTION)
                .setInitialWindowSize(STREAM_WINDOW)
                .setMaxHeaderListSize(HEADERS_MAX));
  }
}
