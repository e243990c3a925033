package dev.restatevertx.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies that never end. */
class SlowBodiesTest extends DoorTestBase {
  @Override
  IngressOptions options() {
    return new IngressOptions(
        List.of(SocketAddress.inetSocketAddress(0, "127.0.0.1")),
        1,
        1000,
        1000,
        3,
        true,
        Duration.ofMillis(200),
        Duration.ofSeconds(5));
  }

  @Test
  void givesUpBodiesThatDoNotMove() throws IOException {
    try (RawHttp http = connect()) {
      http.write("POST /Greeter/greet HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n" + JSON + "\r\n").write("abc");
      RawHttp.Response response = http.read();
      assertEquals(408, response.status());
      assertTrue(http.closedByPeer());
    }
    assertEquals(0, role.bodyBytesInProgress());
    assertEquals(0, role.requestsInProgress());
  }

  @Test
  void cutsOffBodiesThatNobodyWaitsFor() throws IOException {
    try (RawHttp http = connect()) {
      http.write("POST /Nope/x HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n");
      assertEquals(404, http.read().status());
      assertTrue(http.closedByPeer());
    }
  }
}
