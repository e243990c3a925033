package dev.restatevertx.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same door over HTTP/2 with prior knowledge, and the JDK's client, which asks for an upgrade first. */
class Http2Test extends DoorTestBase {
  private static final int SIZE_MAX = 8 * 1024 * 1024;

  private final HttpClient client =
      vertx()
          .createHttpClient(
              new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));

  @Override
  IngressOptions options() {
    return new IngressOptions(
        List.of(SocketAddress.inetSocketAddress(0, "127.0.0.1")),
        2,
        SIZE_MAX,
        10L * SIZE_MAX,
        10_000,
        true,
        Duration.ofMinutes(5),
        Duration.ofSeconds(5));
  }

  @Test
  void calls() throws Exception {
    partition.thenReply(request -> completed(request, "\"hi\""));
    HttpClientRequest request = request(HttpMethod.POST, "/Greeter/greet?x=1");
    request.putHeader("content-type", "application/json");
    request.headers().add("x-a", "1").add("x-a", "2");
    // The body is asked for on the client's loop: from here it might have passed by.
    Future<HttpClientResponse> answer = request.send("\"bob\"");
    Future<Buffer> body = answer.compose(HttpClientResponse::body);
    HttpClientResponse response = done(answer);
    assertEquals(HttpVersion.HTTP_2, response.version());
    assertEquals(200, response.statusCode());
    assertEquals("\"hi\"", done(body).toString());
    assertEquals(invocation().id().toString(), response.getHeader("x-restate-id"));
    assertEquals(new Header("x-restate-ingress-path", "/Greeter/greet?x=1"), invocation().headers().getFirst());
    assertTrue(invocation().headers().contains(new Header("x-a", "1")), invocation().headers().toString());
    assertTrue(
        invocation().headers().stream().noneMatch(header -> header.name().startsWith(":")),
        invocation().headers().toString());
    assertEquals(Bytes.utf8("\"bob\""), invocation().argument());
  }

  @Test
  void refuses() throws Exception {
    HttpClientResponse response = done(request(HttpMethod.PUT, "/Greeter/greet").send());
    assertEquals(405, response.statusCode());
    assertEquals("ingress", response.getHeader("x-restate-error-source"));
    HttpClientRequest large = request(HttpMethod.POST, "/Greeter/raw").putHeader("content-length", "99999999");
    Future<HttpClientResponse> answer = large.response();
    large.sendHead();
    assertEquals(413, done(answer).statusCode());
  }

  @Test
  void answersManyAtOnce() throws Exception {
    List<Future<Buffer>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      partition.thenReply(request -> completed(request, invocation(request).argument().toUtf8()));
    }
    for (int i = 0; i < 200; i++) {
      answers.add(
          request(HttpMethod.POST, "/Greeter/greet")
              .putHeader("content-type", "application/json")
              .send(String.valueOf(i))
              .compose(HttpClientResponse::body));
    }
    for (int i = 0; i < 200; i++) {
      assertEquals(String.valueOf(i), done(answers.get(i)).toString());
    }
  }

  @Test
  void abandonsResetStreams() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    Promise<PartitionReply> pending = Promise.promise();
    partition.then(
        _ -> {
          arrived.countDown();
          return pending.future();
        });
    HttpClientRequest request = request(HttpMethod.POST, "/Greeter/raw");
    request.end();
    assertTrue(arrived.await(20, TimeUnit.SECONDS));
    request.reset(8);
    Eventually.holds(() -> partition.abandoned.size() == 1, () -> "Expected the request to be abandoned");
    Eventually.holds(() -> role.requestsInProgress() == 0, () -> "Expected no request in progress");
    // The connection lives on.
    partition.thenReply(next -> completed(next, "1"));
    assertEquals(200, done(request(HttpMethod.POST, "/Greeter/raw").send()).statusCode());
  }

  @Test
  void refusesBodiesOnceTheyAreTooLarge() throws Exception {
    HttpClientRequest request = request(HttpMethod.POST, "/Greeter/raw");
    request.putHeader("content-type", "x/y");
    request.setChunked(true);
    Future<HttpClientResponse> response = request.response();
    Buffer piece = Buffer.buffer(new byte[1024 * 1024]);
    for (int i = 0; i < 9; i++) {
      request.write(piece);
    }
    assertEquals(413, done(response).statusCode());
    Eventually.holds(() -> role.bodyBytesInProgress() == 0, () -> "Expected no bytes to be held");
  }

  @ParameterizedTest
  @EnumSource(java.net.http.HttpClient.Version.class)
  void servesTheClientOfTheJdk(java.net.http.HttpClient.Version version) throws Exception {
    partition.thenReply(request -> completed(request, "1"));
    partition.thenReply(request -> completed(request, "2"));
    byte[] content = new byte[5 * 1024 * 1024];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31);
    }
    try (java.net.http.HttpClient jdk = java.net.http.HttpClient.newBuilder().version(version).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/Greeter/raw"))
              .header("content-type", "x/y")
              .POST(HttpRequest.BodyPublishers.ofByteArray(content))
              .build();
      assertEquals("1", jdk.send(request, HttpResponse.BodyHandlers.ofString()).body());
      assertEquals("2", jdk.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
    assertEquals(Bytes.wrap(content), invocation().argument());
    assertEquals(Bytes.wrap(content), invocation(partition.requests.get(1)).argument());
  }

  private HttpClientRequest request(HttpMethod method, String uri) throws Exception {
    return done(client.request(method, port(), "127.0.0.1", uri));
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
