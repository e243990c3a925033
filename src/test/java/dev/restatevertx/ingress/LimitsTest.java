package dev.restatevertx.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.routing.PartitionReply;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are too large, too many, too slow, or no HTTP at all. */
class LimitsTest extends DoorTestBase {
  private static final int SIZE_MAX = 1000;
  private static final int BODIES_MAX = 1500;
  private static final String OVERLOADED =
      "{\"code\":429,\"message\":\"too many requests, the ingress is overloaded. Retry later.\",\"source\":\"ingress\"}";

  @Override
  IngressOptions options() {
    return new IngressOptions(
        List.of(SocketAddress.inetSocketAddress(0, "127.0.0.1")),
        1,
        SIZE_MAX,
        BODIES_MAX,
        3,
        true,
        Duration.ofMinutes(5),
        Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001", "99999999999"})
  void refusesAnnouncedLengths(String length) throws IOException {
    try (RawHttp http = connect()) {
      http.write("POST /Nope/x HTTP/1.1\r\nhost: x\r\ncontent-length: " + length + "\r\n\r\n");
      RawHttp.Response response = http.read();
      assertEquals(413, response.status());
      assertEquals("length limit exceeded", response.body());
      assertEquals("text/plain; charset=utf-8", response.header("content-type"));
      assertEquals("", response.header("vary"));
    }
  }

  @Test
  void takesBodiesUpToTheLimit() throws IOException {
    partition.thenReply(request -> completed(request, ""));
    assertEquals(200, exchange("POST", "/Greeter/greet", JSON, "x".repeat(SIZE_MAX)).status());
    assertEquals(413, exchange("POST", "/Greeter/greet", JSON, "x".repeat(SIZE_MAX + 1)).status());
    assertNothingHeld();
  }

  @Test
  void refusesChunkedBodiesOnceTheyAreTooLarge() throws IOException {
    try (RawHttp http = connect()) {
      http.write("POST /Greeter/greet HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n" + JSON + "\r\n");
      http.write("3e9\r\n" + "x".repeat(1001) + "\r\n");
      RawHttp.Response response = http.read();
      assertEquals(413, response.status());
      assertEquals(
          "{\"code\":413,\"message\":\"cannot read body: LengthLimitError\",\"source\":\"ingress\"}", response.body());
      assertEquals("ingress", response.header("x-restate-error-source"));
      assertNothingHeld();
      // A caller that goes on all the same is cut off.
      http.write("3e9\r\n" + "x".repeat(1001) + "\r\n");
      assertTrue(http.closedByPeer());
    }
  }

  @Test
  void keepsTheConnectionAfterARefusalThatDidNotWaitForTheBody() throws IOException {
    partition.thenReply(request -> completed(request, "1"));
    try (RawHttp http = connect()) {
      http.request("POST", "/Nope/x", JSON, "x".repeat(900));
      assertEquals(404, http.read().status());
      http.request("POST", "/Greeter/greet", JSON, "1");
      assertEquals("1", http.read().body());
    }
  }

  @Test
  void continuesOnlyWhatItWants() throws IOException {
    partition.thenReply(request -> completed(request, "1"));
    String expecting = JSON + "expect: 100-continue\r\ncontent-length: 1\r\n\r\n";
    try (RawHttp http = connect()) {
      http.write("POST /Greeter/greet HTTP/1.1\r\nhost: x\r\n" + expecting);
      assertEquals(100, http.read().status());
      http.write("1");
      assertEquals(200, http.read().status());
    }
    try (RawHttp http = connect()) {
      http.write("POST /Nope/x HTTP/1.1\r\nhost: x\r\n" + expecting);
      assertEquals(404, http.read().status());
    }
  }

  @Test
  void limitsTheBytesOfAllBodies() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    Promise<PartitionReply> pending = Promise.promise();
    partition.then(_ -> {
      arrived.countDown();
      return pending.future();
    });
    try (RawHttp first = connect()) {
      first.request("POST", "/Greeter/greet", JSON, "x".repeat(900));
      assertTrue(arrived.await(20, TimeUnit.SECONDS));
      assertEquals(900, role.bodyBytesInProgress());
      RawHttp.Response second = exchange("POST", "/Greeter/greet", JSON, "x".repeat(601));
      assertEquals(429, second.status());
      assertEquals(OVERLOADED, second.body());

      pending.complete(completed(partition.requests.getFirst(), "1"));
      assertEquals(200, first.read().status());
    }
    partition.thenReply(request -> completed(request, "1"));
    assertEquals(200, exchange("POST", "/Greeter/greet", JSON, "x".repeat(601)).status());
    assertNothingHeld();
  }

  @Test
  void limitsRequests() throws Exception {
    CountDownLatch arrived = new CountDownLatch(3);
    Promise<PartitionReply> pending = Promise.promise();
    List<RawHttp> callers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      partition.then(_ -> {
        arrived.countDown();
        return pending.future();
      });
      callers.add(connect().request("POST", "/Greeter/greet", JSON, "1"));
    }
    assertTrue(arrived.await(20, TimeUnit.SECONDS));
    RawHttp.Response more = exchange("POST", "/Greeter/greet", JSON, "1");
    assertEquals(429, more.status());
    assertEquals(OVERLOADED, more.body());
    pending.complete(completed(partition.requests.getFirst(), "1"));
    for (RawHttp caller : callers) {
      assertEquals(200, caller.read().status());
      caller.close();
    }
    assertNothingHeld();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET /a b HTTP/1.1\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "POST /Greeter/greet HTTP/1.1\r\nhost: x\r\ncontent-length: abc\r\n\r\n",
        "POST /Greeter/greet HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        "POST /Greeter/greet HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        "POST /Greeter/greet HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nab\r\n",
        "GET /Greeter/greet HTTP/1.1\r\nno colon here\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n",
      })
  void survivesGarbage(String garbage) throws IOException {
    try (RawHttp http = connect()) {
      http.write(garbage);
      try {
        int status = http.read().status();
        assertTrue(status >= 400 && status < 600, "status " + status);
      } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
        // Hanging up, or an HTTP/2 frame, is an answer too.
      }
    }
    assertTrue(partition.requests.isEmpty());
    partition.thenReply(request -> completed(request, "1"));
    assertEquals(200, exchange("POST", "/Greeter/greet", JSON, "1").status());
    assertNothingHeld();
  }

  @Test
  void limitsRequestLinesAndHeaders() throws IOException {
    partition.thenReply(request -> completed(request, "1"));
    assertEquals(200, exchange("GET", "/Greeter/greet?" + "a".repeat(60_000), "", "").status());
    partition.thenReply(request -> completed(request, "1"));
    assertEquals(200, exchange("GET", "/Greeter/greet", "x-long: " + "a".repeat(60_000) + "\r\n", "").status());
    assertEquals(414, exchange("GET", "/Greeter/greet?" + "a".repeat(70_000), "", "").status());
    assertEquals(431, exchange("GET", "/Greeter/greet", "x-long: " + "a".repeat(140_000) + "\r\n", "").status());
  }

  private void assertNothingHeld() {
    assertEquals(0, role.bodyBytesInProgress());
    assertEquals(0, role.requestsInProgress());
    assertFalse(role.addresses().isEmpty());
  }
}
