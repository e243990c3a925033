package dev.restatevertx.endpoint;

import dev.restatevertx.config.Http2ClientConfig;
import dev.restatevertx.runtime.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The HTTP/2 connections of one loop to one destination. Connections fill up one after the other, so that few are
 * needed; when all are full another one is made, and requests wait for it.
 */
final class H2Connections {
  private final HttpClientAgent client;
  private final Loop loop;
  private final Http2ClientConfig config;
  private final HttpConnectOptions connectOptions;
  private final String name;
  private final List<H2Connection> connections = new ArrayList<>();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private int connecting;

  private record Waiter(RequestOptions options, Promise<HttpClientRequest> request) {}

  H2Connections(HttpClientAgent client, Loop loop, Http2ClientConfig config, Destination destination) {
    this.client = client;
    this.loop = loop;
    this.config = config;
    this.name = destination.toString();
    this.connectOptions = new HttpConnectOptions().setHost(destination.host()).setPort(destination.port());
  }

  /** A request on a connection with room; it counts until it is given back with {@link #finished}. */
  Future<HttpClientRequest> request(RequestOptions options) {
    for (H2Connection connection : connections) {
      if (connection.hasRoom()) {
        return connection.request(options);
      }
    }
    Promise<HttpClientRequest> promise = Promise.promise();
    waiters.add(new Waiter(options, promise));
    connectIfNeeded();
    return promise.future();
  }

  /** Some stream of some connection ended. */
  void finished() {
    serveWaiters();
  }

  private void connectIfNeeded() {
    int needed = (waiters.size() + config.streamsPerConnectionLimit() - 1) / config.streamsPerConnectionLimit();
    if (connecting >= needed) {
      return;
    }
    connecting++;
    client.connect(connectOptions).onComplete(this::connected, this::connectFailed);
  }

  private void connected(HttpClientConnection connection) {
    connecting--;
    H2Connection added = new H2Connection(connection, loop, config, this::removed);
    connections.add(added);
    serveWaiters();
  }

  private void connectFailed(Throwable cause) {
    connecting--;
    if (connecting > 0) {
      return;
    }
    // Everyone who waits hears of it: whether and when to try again is up to them.
    List<Waiter> failed = new ArrayList<>(waiters);
    waiters.clear();
    EndpointException reason = Failures.connect(name, cause);
    failed.forEach(waiter -> waiter.request().fail(reason));
  }

  private void removed(H2Connection connection) {
    connections.remove(connection);
    connectIfNeeded();
  }

  private void serveWaiters() {
    while (!waiters.isEmpty()) {
      Optional<H2Connection> free = connections.stream().filter(H2Connection::hasRoom).findFirst();
      if (free.isEmpty()) {
        connectIfNeeded();
        return;
      }
      Waiter waiter = waiters.remove();
      free.get().request(waiter.options()).onComplete(waiter.request());
    }
  }
}
