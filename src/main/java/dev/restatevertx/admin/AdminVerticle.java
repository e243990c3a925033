package dev.restatevertx.admin;

import dev.restatevertx.admin.rest.AdminApi;
import dev.restatevertx.config.Listen;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The admin API's HTTP servers: HTTP/1.1 and h2c on each address. */
final class AdminVerticle extends VerticleBase {
  /** Smaller answers are sent as they are. */
  private static final int COMPRESSION_THRESHOLD_BYTES = 256;

  /** Tokens in headers can be long. */
  private static final int MAX_HEADER_BYTES = 64 << 10;

  private final Listen listen;
  private final Duration drainTimeout;
  private final AdminApi api;
  private final List<HttpServer> servers = new ArrayList<>();
  private volatile OptionalInt port = OptionalInt.empty();

  AdminVerticle(Listen listen, Duration drainTimeout, AdminApi api) {
    this.listen = listen;
    this.drainTimeout = drainTimeout;
    this.api = api;
  }

  OptionalInt port() {
    return port;
  }

  @Override
  public Future<?> start() {
    Router router = api.router(vertx);
    List<Future<?>> started = new ArrayList<>();
    if (listen.tcp()) {
      started.add(
          serve(router, SocketAddress.inetSocketAddress(listen.bindPort(), listen.bindHost()))
              .onSuccess(server -> port = OptionalInt.of(server.actualPort())));
    }
    if (listen.unix()) {
      String path = listen.unixSocket().toString();
      // A process that was killed leaves its socket behind.
      started.add(
          vertx
              .fileSystem()
              .delete(path)
              .otherwiseEmpty()
              .compose(_ -> serve(router, SocketAddress.domainSocketAddress(path))));
    }
    return Future.all(started);
  }

  @Override
  public Future<?> stop() {
    List<Future<?>> stopped = new ArrayList<>();
    for (HttpServer server : servers) {
      stopped.add(server.shutdown(drainTimeout.toMillis(), TimeUnit.MILLISECONDS));
    }
    return Future.join(stopped);
  }

  private Future<HttpServer> serve(Router router, SocketAddress address) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(true)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setCompressionSupported(true)
            .addCompressor(StandardCompressionOptions.gzip())
            .setCompressionContentSizeThreshold(COMPRESSION_THRESHOLD_BYTES);
    HttpServer server = vertx.createHttpServer(options).requestHandler(router);
    servers.add(server);
    return server.listen(address);
  }
}
