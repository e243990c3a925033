package dev.restatevertx.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.InvocationId;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.PartitionRequest;
import dev.restatevertx.routing.RoutingException;
import dev.restatevertx.routing.RoutingException.Reason;
import dev.restatevertx.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Leaders come and go while callers wait. */
class RetriesTest extends DoorTestBase {
  private static final InvocationId ID = InvocationId.parse("inv_1drIg5mri6h66ZcbWzYIrUrUnX4uDWMO02");

  @Test
  void sendsIdempotentRequestsAgain() throws IOException {
    partition.thenFail(new RoutingException(Reason.NOT_LEADER, "elections"));
    partition.thenFail(new RoutingException(Reason.LOST_LEADER, "gone"));
    partition.thenReply(request -> completed(request, "1"));
    assertEquals("1", exchange("POST", "/Greeter/greet", JSON, "1").body());
    assertEquals(3, partition.requests.size());
    assertEquals(partition.requests.getFirst(), partition.requests.get(1));
    assertEquals(partition.requests.getFirst(), partition.requests.get(2));
  }

  @Test
  void sendsReadsAgain() throws IOException {
    partition.thenFail(new RoutingException(Reason.LOST_LEADER, "gone"));
    partition.thenReply(_ -> new PartitionReply.NotReady(ID));
    assertEquals(470, exchange("GET", "/restate/output/" + ID, "", "").status());
  }

  @Test
  void doesNotRepeatWhatMayHaveBeenDone() throws IOException {
    partition.thenFail(new RoutingException(Reason.NOT_LEADER, "elections"));
    partition.thenFail(new RoutingException(Reason.LOST_LEADER, "the leader is gone"));
    RawHttp.Response call = exchange("POST", "/Wf/w1/signal", JSON, "1");
    assertEquals(503, call.status());
    assertEquals(
        "{\"code\":503,\"message\":\"internal routing error: the leader is gone. If the request has an"
            + " 'idempotency-key', it can be safely retried, otherwise submitting it again may result in executing the"
            + " invocation twice.\",\"source\":\"ingress\"}",
        call.body());

    partition.thenFail(new RoutingException(Reason.LOST_LEADER, "gone"));
    RawHttp.Response signal =
        exchange("POST", "/restate/a/sign_1FJXCDAwo17TAge9jRI8FMghcb0fHO4l4AAAAEQ/resolve", "", "1");
    assertEquals(503, signal.status());
    assertTrue(
        signal.body().contains("gone. Submitting the request again may result in executing the operation twice."),
        signal.body());
  }

  @Test
  void tellsWhatIsUnavailable() throws IOException {
    partition.thenFail(new RoutingException(Reason.UNAVAILABLE, "partition 3 is broken"));
    RawHttp.Response response = exchange("GET", "/restate/attach/" + ID, "", "");
    assertEquals(503, response.status());
    assertTrue(
        response.body().contains("internal routing error: partition 3 is broken. You may safely retry the request."),
        response.body());
  }

  @Test
  void tellsOfOverloadWhenItLasts() throws IOException {
    for (int i = 0; i < 6; i++) {
      partition.thenFail(new RoutingException(Reason.OVERLOADED, "no room"));
    }
    assertEquals(429, exchange("POST", "/Greeter/greet", JSON, "1").status());
    partition.thenFail(new RoutingException(Reason.OVERLOADED, "no room"));
    partition.thenReply(request -> completed(request, "1"));
    assertEquals(200, exchange("POST", "/Greeter/greet", JSON, "1").status());
  }

  @Test
  void hidesItsOwnErrors() throws IOException {
    partition.thenFail(new IllegalStateException("secret"));
    RawHttp.Response response = exchange("POST", "/Greeter/greet", JSON, "1");
    assertEquals(500, response.status());
    assertEquals("ingress", response.header("x-restate-error-source"));
    assertTrue(!response.body().contains("secret"), response.body());
  }

  @Test
  void abandonsTheRequestsOfCallersThatLeave() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    Promise<PartitionReply> pending = Promise.promise();
    partition.then(_ -> {
      arrived.countDown();
      return pending.future();
    });
    try (RawHttp http = connect()) {
      http.request("POST", "/Greeter/greet", JSON, "1");
      assertTrue(arrived.await(20, TimeUnit.SECONDS));
    }
    Eventually.holds(() -> !partition.abandoned.isEmpty(), () -> "Expected the request to be abandoned");
    assertEquals(partition.requests, partition.abandoned);
    Eventually.holds(() -> role.requestsInProgress() == 0, () -> "Expected no request in progress");
    assertEquals(0, role.bodyBytesInProgress());
    pending.complete(completed(partition.requests.getFirst(), "1"));
  }

  @Test
  void stopsRepeatingForCallersThatLeave() throws Exception {
    CountDownLatch arrived = new CountDownLatch(3);
    for (int i = 0; i < 1000; i++) {
      partition.then(_ -> {
        arrived.countDown();
        return Future.failedFuture(new RoutingException(Reason.NOT_LEADER, "elections"));
      });
    }
    try (RawHttp http = connect()) {
      http.request("POST", "/Greeter/greet", JSON, "1");
      assertTrue(arrived.await(20, TimeUnit.SECONDS));
    }
    Eventually.holds(() -> role.requestsInProgress() == 0, () -> "Expected no request in progress");
    PartitionRequest last = partition.requests.getLast();
    assertEquals(partition.requests.getFirst(), last);
    assertEquals(1, partition.abandoned.size());
  }

  @Test
  void letsRequestsEndBeforeItCloses() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    Promise<PartitionReply> pending = Promise.promise();
    partition.then(_ -> {
      arrived.countDown();
      return pending.future();
    });
    try (RawHttp busy = connect();
        RawHttp idle = connect()) {
      busy.request("POST", "/Greeter/greet", JSON, "1");
      assertTrue(arrived.await(20, TimeUnit.SECONDS));
      idle.request("GET", "/restate/health", "", "").read();
      Future<Void> closed = shut();
      assertTrue(idle.closedByPeer());
      assertTrue(!closed.isComplete());
      pending.complete(completed(partition.requests.getFirst(), "\"late\""));
      assertEquals("\"late\"", busy.read().body());
      closed.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }
}
