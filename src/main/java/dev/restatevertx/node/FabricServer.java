package dev.restatevertx.node;

import dev.restatevertx.config.Listen;
import dev.restatevertx.node.NodeStatus.BoundAddress;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The node-to-node port: HTTP/1.1 and h2c, with the node's health and metrics. */
final class FabricServer implements RoleService {
  static final String NAME = "fabric";

  private static final Logger LOG = System.getLogger("restate.node");

  private final NodeContext context;
  private final Listen listen;
  private final long startedNanos;
  private final List<HttpServer> servers = new ArrayList<>();

  FabricServer(NodeContext context) {
    this.context = context;
    this.listen = context.config().fabric().listen();
    this.startedNanos = context.clock().nanos();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Future<Void> start() {
    return startTcp().compose(_ -> startUnix());
  }

  @Override
  public Future<Void> stop() {
    return Future.join(servers.stream().map(HttpServer::close).toList()).mapEmpty();
  }

  private Future<Void> startTcp() {
    if (!listen.tcp()) {
      return Future.succeededFuture();
    }
    return listen(SocketAddress.inetSocketAddress(listen.bindPort(), listen.bindHost()))
        .onSuccess(server -> context.status()
            .bound(NAME, listen.advertised(server.actualPort()).toString(), BoundAddress.Kind.TCP))
        .mapEmpty();
  }

  private Future<Void> startUnix() {
    return UnixSockets.prepare(context, listen)
        .compose(address -> address.map(this::startUnix).orElse(Future.succeededFuture()));
  }

  private Future<Void> startUnix(SocketAddress address) {
    return listen(address)
        .onSuccess(_ -> context.status().bound(NAME, address.path(), BoundAddress.Kind.UNIX))
        .mapEmpty();
  }

  private Future<HttpServer> listen(SocketAddress address) {
    HttpServer server = context.vertx()
        .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(true))
        .requestHandler(this::handle);
    return server.listen(address).onSuccess(servers::add);
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/health" -> health(request.response());
      case "/metrics" -> metrics(request.response());
      default -> request.response().setStatusCode(404).end();
    }
  }

  private void health(HttpServerResponse response) {
    Duration age = Duration.ofNanos(context.clock().nanos() - startedNanos);
    response.putHeader("content-type", "application/json")
        .end(HealthReport.of(context.config(), context.status(), age).encode());
  }

  // Reading RocksDB's figures may wait for its locks.
  private void metrics(HttpServerResponse response) {
    if (context.config().disablePrometheus()) {
      response.setStatusCode(404).end();
      return;
    }
    context.tasks().run(context.metrics()::scrape)
        .onSuccess(text -> response.putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8").end(text))
        .onFailure(e -> {
          LOG.log(Level.WARNING, "The metrics could not be read", e);
          response.setStatusCode(500).end();
        });
  }
}
