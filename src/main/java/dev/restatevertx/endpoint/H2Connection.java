package dev.restatevertx.endpoint;

import dev.restatevertx.config.Http2ClientConfig;
import dev.restatevertx.runtime.Cancellable;
import dev.restatevertx.runtime.Loop;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.function.Consumer;

/** One HTTP/2 connection: kept alive by pings, closed when it was idle for long or a ping stays unanswered. */
final class H2Connection {
  private static final int PING_BYTES = 8;

  private final HttpClientConnection connection;
  private final Loop loop;
  private final Http2ClientConfig config;
  private final Consumer<H2Connection> onGone;
  private Cancellable nextPing = () -> {};
  private Cancellable pingTimeout = () -> {};
  private Duration idle = Duration.ZERO;
  private boolean usedSincePing = true;
  private boolean gone;

  H2Connection(
      HttpClientConnection connection, Loop loop, Http2ClientConfig config, Consumer<H2Connection> onGone) {
    this.connection = connection;
    this.loop = loop;
    this.config = config;
    this.onGone = onGone;
    connection.closeHandler(_ -> gone());
    connection.goAwayHandler(_ -> gone());
    schedulePing();
  }

  boolean hasRoom() {
    return !gone
        && connection.activeStreams() < Math.min(config.streamsPerConnectionLimit(), connection.maxActiveStreams());
  }

  Future<HttpClientRequest> request(RequestOptions options) {
    usedSincePing = true;
    return connection.request(options);
  }

  private void schedulePing() {
    if (config.keepAliveInterval().isPositive()) {
      nextPing = loop.timers().after(config.keepAliveInterval(), this::ping);
    }
  }

  private void ping() {
    if (gone) {
      return;
    }
    idle = usedSincePing || connection.activeStreams() > 0 ? Duration.ZERO : idle.plus(config.keepAliveInterval());
    usedSincePing = false;
    if (config.idleConnectionTimeout().isPositive() && idle.compareTo(config.idleConnectionTimeout()) >= 0) {
      connection.close();
      return;
    }
    pingTimeout = loop.timers().after(config.keepAliveTimeout(), connection::close);
    connection
        .ping(Buffer.buffer(new byte[PING_BYTES]))
        .onSuccess(
            _ -> {
              pingTimeout.cancel();
              schedulePing();
            });
  }

  private void gone() {
    if (!gone) {
      gone = true;
      nextPing.cancel();
      pingTimeout.cancel();
      onGone.accept(this);
    }
  }
}
