package dev.restatevertx.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.config.Http2ClientConfig;
import dev.restatevertx.runtime.SystemClock;
import dev.restatevertx.runtime.VertxLoop;
import dev.restatevertx.schema.EndpointAddress;
import dev.restatevertx.schema.HttpVersion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryClientTest {
  private static final String V4 = "application/vnd.restate.endpointmanifest.v4+json";

  private final Vertx vertx = Vertx.vertx();
  private final VertxLoop loop = VertxLoop.create(vertx);
  private final List<HttpServerRequest> requests = new ArrayList<>();

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void readsTheManifest() {
    int port =
        serve(true, r -> r.response().putHeader("content-type", V4).putHeader("x-restate-server", "sdk/1").end("{}"));
    DiscoveryClient.Discovered found = discover(port, "base/", HttpVersion.HTTP_2, Map.of("x-more", "1"));
    assertEquals("{}", found.manifest().toUtf8());
    assertEquals(V4, found.contentType());
    assertEquals(Optional.of("sdk/1"), found.server());
    assertTrue(found.http2());
    HttpServerRequest request = requests.getFirst();
    assertEquals("/base/discover", request.path());
    assertEquals("GET", request.method().name());
    assertEquals(
        "application/vnd.restate.endpointmanifest.v1+json, application/vnd.restate.endpointmanifest.v2+json, "
            + "application/vnd.restate.endpointmanifest.v3+json, application/vnd.restate.endpointmanifest.v4+json",
        request.getHeader("accept"));
    assertEquals("localcluster", request.getHeader("x-restate-cluster-name"));
    assertEquals("1", request.getHeader("x-more"));
  }

  @Test
  void speaksHttp11WhenAsked() {
    int port = serve(false, r -> r.response().putHeader("content-type", V4).end("{}"));
    assertTrue(!discover(port, "", HttpVersion.HTTP_1_1, Map.of()).http2());
  }

  @Test
  void refusesOtherContentTypes() {
    int port = serve(true, r -> r.response().putHeader("content-type", V4 + "; charset=utf-8").end("{}"));
    assertFails(ErrorCode.META0013, port, HttpVersion.HTTP_2, 1);
  }

  @Test
  void doesNotRetryWhatWillNotPass() {
    assertFails(ErrorCode.META0003, serve(true, r -> r.response().setStatusCode(404).end()), HttpVersion.HTTP_2, 1);
    requests.clear();
    assertFails(ErrorCode.META0003, serve(true, r -> r.response().setStatusCode(401).end()), HttpVersion.HTTP_2, 1);
  }

  @Test
  void retriesWhatMayPass() {
    int port =
        serve(
            true,
            r -> {
              if (requests.size() < 3) {
                r.response().setStatusCode(503).end();
              } else {
                r.response().putHeader("content-type", V4).end("{}");
              }
            });
    discover(port, "", HttpVersion.HTTP_2, Map.of());
    assertEquals(3, requests.size());
  }

  @Test
  void tellsAnHttp11EndpointFromAnUnreachableOne() {
    int port = serve(false, r -> r.response().putHeader("content-type", V4).end("{}"));
    assertTrue(assertFails(ErrorCode.META0003, port, HttpVersion.HTTP_2, 0).contains("use_http_11"));
    assertTrue(!assertFails(ErrorCode.META0003, 1, HttpVersion.HTTP_2, 0).contains("use_http_11"));
  }

  private String assertFails(ErrorCode code, int port, HttpVersion version, int requested) {
    CompletionException thrown =
        assertThrows(CompletionException.class, () -> discover(port, "", version, Map.of()));
    if (!(thrown.getCause() instanceof DiscoveryException failure)) {
      throw thrown;
    }
    assertEquals(code, failure.code(), failure::toString);
    assertTrue(failure.toString().contains("[" + code + "]"), failure::toString);
    assertEquals(requested, requests.size());
    return failure.toString();
  }

  private DiscoveryClient.Discovered discover(
      int port, String path, HttpVersion version, Map<String, String> headers) {
    Promise<DiscoveryClient.Discovered> promise = Promise.promise();
    loop.execute(
        () -> {
          VertxEndpointClient client = new VertxEndpointClient(vertx, loop, settings());
          DiscoveryClient discovery =
              new DiscoveryClient(
                  client,
                  loop,
                  new SystemClock(),
                  Map.of("x-restate-cluster-name", "localcluster"),
                  Optional.empty());
          Future<DiscoveryClient.Discovered> found =
              discovery.discover(new EndpointAddress("http://127.0.0.1:" + port + "/" + path, version), headers);
          found.onComplete(promise);
        });
    return promise.future().toCompletionStage().toCompletableFuture().join();
  }

  private int serve(boolean http2, Consumer<HttpServerRequest> handler) {
    HttpServer server =
        vertx.createHttpServer(
            new HttpServerOptions().setHost("127.0.0.1").setPort(0).setHttp2ClearTextEnabled(http2));
    server.requestHandler(
        request -> {
          requests.add(request);
          handler.accept(request);
        });
    return server.listen().toCompletionStage().toCompletableFuture().join().actualPort();
  }

  private static EndpointSettings settings() {
    return new EndpointSettings(
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
            16 << 10));
  }
}
