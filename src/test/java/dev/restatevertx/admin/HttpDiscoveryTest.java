package dev.restatevertx.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.admin.registration.Discovery.Discovered;
import dev.restatevertx.admin.registration.DiscoveryException;
import dev.restatevertx.admin.registration.HttpDiscovery;
import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.schema.EndpointAddress;
import dev.restatevertx.schema.HttpVersion;
import dev.restatevertx.schema.ManifestParser;
import dev.restatevertx.schema.SchemaException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Discovery of good endpoints and of bad ones. */
class HttpDiscoveryTest {
  private static final String DOCUMENT =
      "{\"protocolMode\":\"BIDI_STREAM\",\"minProtocolVersion\":5,\"maxProtocolVersion\":7,\"services\":[]}";

  /** Generous where a test does not wait for it to pass. */
  private static final HttpDiscovery.Limits LIMITS =
      new HttpDiscovery.Limits(Duration.ofSeconds(20), Duration.ofSeconds(30), 2, Duration.ofMillis(1), 1000);

  private static final HttpDiscovery.Limits IMPATIENT =
      new HttpDiscovery.Limits(Duration.ofSeconds(20), Duration.ofMillis(200), 2, Duration.ofMillis(1), 1000);

  private final Vertx vertx = Vertx.vertx();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void asksOverHttp2WithPriorKnowledge() {
    int port =
        serve(
            request -> {
              seen.add(
                  request.version() + " " + request.uri() + " " + ManifestParser.ACCEPT.equals(request.getHeader("accept")) + " "
                      + request.getHeader("x-own") + " " + request.getHeader("x-more"));
              answer(request, 200, DOCUMENT);
            });

    Discovered found = await(discover(LIMITS, "http://127.0.0.1:" + port + "/base?a=b", HttpVersion.HTTP_2));

    assertEquals(HttpVersion.HTTP_2, found.httpVersion());
    assertEquals(Optional.of("sdk/1"), found.manifest().sdkVersion());
    assertEquals(List.of("HTTP_2 /base/discover?a=b true from /base/discover?a=b more"), seen);
  }

  @Test
  void asksOverHttp11IfWished() {
    int port = serve(request -> answer(request, 200, DOCUMENT));

    Discovered found = await(discover(LIMITS, "http://127.0.0.1:" + port + "/", HttpVersion.HTTP_1_1));

    assertEquals(HttpVersion.HTTP_1_1, found.httpVersion());
  }

  @Test
  void asksAgainWhenAFailureMayPass() {
    AtomicInteger requests = new AtomicInteger();
    int port =
        serve(request -> answer(request, requests.incrementAndGet() == 1 ? 503 : 200, DOCUMENT));

    await(discover(LIMITS, "http://127.0.0.1:" + port + "/", HttpVersion.HTTP_2));

    assertEquals(2, requests.get());
  }

  @Test
  void saysThatThePathIsWrongAtOnce() {
    AtomicInteger requests = new AtomicInteger();
    int port =
        serve(
            request -> {
              requests.incrementAndGet();
              answer(request, 404, "nope");
            });

    assertFails(ErrorCode.META0003, "got status code '404'", LIMITS, port, HttpVersion.HTTP_2);
    assertEquals(1, requests.get());
  }

  @Test
  void noticesAnEndpointThatSpeaksHttp11Only() {
    int port = serveBytes(socket -> socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));

    assertFails(ErrorCode.META0014, "supports only HTTP1.1", LIMITS, port, HttpVersion.HTTP_2);
  }

  @Test
  void noticesAnEndpointThatDoesNotSpeakHttp11() {
    int port = serveBytes(socket -> socket.write("garbage\r\n\r\n"));

    assertFails(ErrorCode.META0003, "without --use-http1.1", LIMITS, port, HttpVersion.HTTP_1_1);
  }

  @Test
  void noticesAnEndpointThatHangsUp() {
    int port = serveBytes(NetSocket::close);

    assertFails(ErrorCode.META0003, "error when calling", LIMITS, port, HttpVersion.HTTP_2);
    assertFails(ErrorCode.META0003, "error when calling", LIMITS, port, HttpVersion.HTTP_1_1);
  }

  @Test
  void doesNotWaitForever() {
    int port = serveBytes(_ -> seen.add("connected"));

    assertFails(ErrorCode.META0003, "no answer within 200ms", IMPATIENT, port, HttpVersion.HTTP_2);
    assertFails(ErrorCode.META0003, "no answer within 200ms", IMPATIENT, port, HttpVersion.HTTP_1_1);
  }

  @Test
  void doesNotReadForever() {
    int port =
        serve(
            request -> {
              request.response().setChunked(true);
              writeOn(request);
            });

    assertFails(ErrorCode.META0013, "larger than 1000 bytes", LIMITS, port, HttpVersion.HTTP_2);
    assertFails(ErrorCode.META0013, "larger than 1000 bytes", LIMITS, port, HttpVersion.HTTP_1_1);
  }

  @Test
  void aBadDocumentIsRefusedWithItsReason() {
    int port = serve(request -> answer(request, 200, "{}"));

    Throwable failure = failure(discover(LIMITS, "http://127.0.0.1:" + port + "/", HttpVersion.HTTP_2));

    assertEquals(Optional.of(ErrorCode.META0013), ((SchemaException) failure).code());
  }

  private static void writeOn(HttpServerRequest request) {
    request.response().write(Buffer.buffer(new byte[500])).onSuccess(_ -> writeOn(request));
  }

  private static void answer(HttpServerRequest request, int status, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/vnd.restate.endpointmanifest.v4+json")
        .putHeader("x-restate-server", "sdk/1")
        .end(body);
  }

  private int serve(Handler<HttpServerRequest> handler) {
    return await(
            vertx
                .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(handler)
                .listen())
        .actualPort();
  }

  /** A server that does this on the first bytes of a connection. */
  private int serveBytes(Handler<NetSocket> onBytes) {
    return await(
            vertx
                .createNetServer()
                .connectHandler(socket -> socket.handler(_ -> onBytes.handle(socket)))
                .listen(0, "127.0.0.1"))
        .actualPort();
  }

  private Future<Discovered> discover(HttpDiscovery.Limits limits, String uri, HttpVersion version) {
    HttpDiscovery discovery = new HttpDiscovery(vertx, limits, path -> Map.of("x-own", "from " + path));
    return discovery.discover(new EndpointAddress(uri, version), new TreeMap<>(Map.of("x-more", "more")));
  }

  private void assertFails(
      ErrorCode code, String message, HttpDiscovery.Limits limits, int port, HttpVersion version) {
    Throwable failure = failure(discover(limits, "http://127.0.0.1:" + port + "/", version));

    assertTrue(String.valueOf(failure.getMessage()).contains(message), failure.toString());
    assertEquals(code, ((DiscoveryException) failure).code());
  }

  private static Throwable failure(Future<?> future) {
    return await(future.transform(result -> Future.succeededFuture(result.cause())));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
