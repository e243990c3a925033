package dev.restatevertx.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.InvocationIds;
import dev.restatevertx.base.Ulid;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.invocation.Source;
import dev.restatevertx.invocation.SpanContext;
import dev.restatevertx.journal.Result;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.PartitionRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the door accepts, what it asks the partition for, and how it answers. */
class CallsTest extends DoorTestBase {
  private static final InvocationId ID = InvocationId.parse("inv_1drIg5mri6h66ZcbWzYIrUrUnX4uDWMO02");
  private static final InvocationTarget GREET = InvocationTarget.service("Greeter", "greet");

  @Test
  void callsAService() throws IOException {
    partition.thenReply(request -> completed(request, "\"hi bob\""));
    RawHttp.Response response = exchange("POST", "/Greeter/greet", JSON, "\"bob\"");

    InvocationRequest invocation = invocation();
    assertEquals(200, response.status());
    assertEquals("\"hi bob\"", response.body());
    assertEquals("application/json", response.header("content-type"));
    assertEquals(invocation.id().toString(), response.header("x-restate-id"));
    assertEquals("true", response.header("access-control-allow-credentials"));
    assertEquals("Mon, 24 Nov 2025 16:00:00 GMT", response.header("date"));
    assertFalse(response.headers().containsKey("idempotency-expires"));
    assertFalse(response.headers().containsKey("x-restate-error-source"));

    assertEquals(GREET, invocation.target());
    assertEquals(Bytes.utf8("\"bob\""), invocation.argument());
    assertEquals(0, invocation.executionTime());
    assertTrue(invocation.sink().isEmpty());
    assertEquals(new Source.Ingress(partition.requests.getFirst().requestId()), invocation.source());
    assertEquals(86_400_000, invocation.retention().completionMillis());
    assertEquals(
        PartitionRequest.ReplyOn.COMPLETED, ((PartitionRequest.Invoke) partition.requests.getFirst()).reply());
  }

  @Test
  void drawsAnIdempotencyKeyForServicesAndObjects() throws IOException {
    partition.thenReply(request -> completed(request, "1"));
    exchange("POST", "/Greeter/greet", JSON, "1");
    String key = invocation().idempotencyKey().orElseThrow();
    assertEquals(NOW_MILLIS, Ulid.parse(key).millis());
    assertEquals(
        InvocationIds.forIdempotencyKey(
            InvocationIds.partitionKeyOfIdempotencyKey("Greeter", key, true), "Greeter", Optional.empty(), "greet", key),
        invocation().id());
  }

  @Test
  void drawsNoneForWorkflows() throws IOException {
    partition.thenReply(request -> completed(request, "1"));
    partition.thenReply(request -> completed(request, "1"));
    exchange("POST", "/Wf/w1/run", JSON, "1");
    exchange("POST", "/Wf/w1/signal", JSON, "1");
    assertEquals(InvocationIds.forWorkflowRun("Wf", "w1"), invocation().id());
    assertEquals(Optional.empty(), invocation().idempotencyKey());
    InvocationRequest signal = invocation(partition.requests.get(1));
    assertEquals(Optional.empty(), signal.idempotencyKey());
    assertEquals(InvocationIds.partitionKeyOfKey("w1"), signal.id().partitionKey());
  }

  @Test
  void takesTheCallersIdempotencyKey() throws IOException {
    partition.thenReply(request -> completed(request, "1"));
    partition.thenReply(request -> completed(request, "1"));
    exchange("POST", "/Greeter/greet", JSON + "Idempotency-Key: ik1\r\n", "1");
    exchange("POST", "/Counter/k1/add", JSON + "idempotency-key: ik1\r\n", "1");
    InvocationId greet = invocation().id();
    InvocationId add = invocation(partition.requests.get(1)).id();
    assertEquals(Optional.of("ik1"), invocation().idempotencyKey());
    assertEquals("fca07383f0881cdf1b1ae414445cae07d2a397b940a255b1", greet.toBytes().toHex());
    assertEquals("548ae3cba54055b3d69204613775221138f6707c231a50a4", add.toBytes().toHex());
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /Counter/k%2F1/add, k/1, add",
    "POST, /Counter/k%2F1/add/, k/1, add",
    "POST, //Counter/k1/add///, k1, add",
    "GET, /Counter/k1/get, k1, get",
    "POST, /restate/call/Counter/k1/add, k1, add",
    "POST, /Counter//add, '', add",
    "POST, /Counter/%zz%4/add, %zz%4, add",
    "POST, /Counter/a+b%20c/add, a+b c, add",
    "POST, /Counter/%c3%a9/add, \u00e9, add",
    "POST, /Counter/\u00c3\u00a9/add, \u00e9, add",
    "POST, http://other.host/Counter/k1/add, k1, add",
  })
  void readsKeys(String method, String uri, String key, String handler) throws IOException {
    partition.thenReply(request -> completed(request, "1"));
    RawHttp.Response response = exchange(method, uri, "", "");
    assertEquals(200, response.status(), response.body());
    assertEquals("Counter", invocation().target().service());
    assertEquals(key, invocation().target().key());
    assertEquals(handler, invocation().target().handler());
    assertEquals(InvocationIds.partitionKeyOfKey(key), invocation().id().partitionKey());
  }

  @ParameterizedTest
  @CsvSource({
    "/Greeter/greet/send", "/restate/send/Greeter/greet", "/Greeter/greet/send/", "/Greeter/greet/send?x=1",
  })
  void sends(String uri) throws IOException {
    partition.thenReply(request -> submitted(request, true));
    RawHttp.Response response = exchange("POST", uri, JSON, "\"bob\"");
    String id = invocation().id().toString();
    assertEquals(202, response.status());
    assertEquals("{\"invocationId\":\"" + id + "\",\"status\":\"Accepted\"}", response.body());
    assertEquals("application/json", response.header("content-type"));
    assertEquals(id, response.header("x-restate-id"));
    assertEquals(
        PartitionRequest.ReplyOn.SUBMITTED, ((PartitionRequest.Invoke) partition.requests.getFirst()).reply());
  }

  @Test
  void tellsWhatWasSentBefore() throws IOException {
    partition.thenReply(request -> submitted(request, false));
    RawHttp.Response response = exchange("POST", "/Greeter/greet/send", "idempotency-key: k1\r\n", "");
    assertEquals(
        "{\"invocationId\":\"" + invocation().id() + "\",\"status\":\"PreviouslyAccepted\"}", response.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10s              | 2025-11-24T16:00:10.123000000Z | 10000",
        "PT1H             | 2025-11-24T17:00:00.123000000Z | 3600000",
        "1%20day,%202+hours | 2025-11-25T18:00:00.123000000Z | 93600000",
        "60000ms          | 2025-11-24T16:01:00.123000000Z | 60000",
        "0                | 2025-11-24T16:00:00.123000000Z | 0",
      })
  void delays(String delay, String expected, long millis) throws IOException {
    partition.thenReply(request -> submitted(request, true));
    RawHttp.Response response = exchange("POST", "/Greeter/greet/send?a=b&DELAY=" + delay, JSON, "1");
    assertEquals(NOW_MILLIS + millis, invocation().executionTime());
    assertEquals(
        "{\"invocationId\":\""
            + invocation().id()
            + "\",\"executionTime\":\""
            + expected
            + "\",\"status\":\"Accepted\"}",
        response.body());
  }

  @Test
  void showsTheHandlerItsHeaders() throws IOException {
    partition.thenReply(request -> completed(request, "1"));
    exchange(
        "POST",
        "//Greeter/greet//?x=%20\u00c3\u00a9",
        """
        X-Custom: 1
        x-custom: 2
        Connection: keep-alive
        idempotency-key: k
        idempotency-expires: z
        Authorization: bearer z
        traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
        X-Restate-Ingress-Path: /mine
        x-empty:
        """
            .replace("\n", "\r\n"),
        "");
    assertEquals(
        List.of(
            new Header("x-restate-ingress-path", "/Greeter/greet?x=%20\u00e9"),
            new Header("x-custom", "1"),
            new Header("authorization", "bearer z"),
            new Header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            new Header("x-restate-ingress-path", "/mine"),
            new Header("x-empty", "")),
        invocation().headers());
    assertEquals(
        new SpanContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", ""), invocation().span());
  }

  @Test
  void showsManyHeadersOnce() throws IOException {
    partition.thenReply(request -> completed(request, "1"));
    StringBuilder headers = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      headers.append("x-").append(i % 50).append(": ").append(i).append("\r\n");
    }
    exchange("POST", "/Greeter/greet", headers.toString(), "");
    assertEquals(51, invocation().headers().size());
    assertEquals(new Header("x-49", "49"), invocation().headers().getLast());
  }

  @Test
  void passesAnyBytesToRawHandlers() throws IOException {
    partition.thenReply(request -> completed(request, ""));
    byte[] content = new byte[300];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) i;
    }
    try (RawHttp http = connect()) {
      http.write("POST /Greeter/raw HTTP/1.1\r\ncontent-type: x/y\r\ncontent-length: 300\r\n\r\n").write(content);
      RawHttp.Response response = http.read();
      assertEquals(200, response.status());
      assertEquals("", response.header("content-type"));
    }
    assertEquals(Bytes.wrap(content), invocation().argument());
  }

  @Test
  void joinsPieces() throws IOException {
    partition.thenReply(request -> completed(request, ""));
    try (RawHttp http = connect()) {
      http.write("POST /Greeter/raw HTTP/1.1\r\ncontent-type: x/y\r\ntransfer-encoding: chunked\r\n\r\n");
      http.write("3\r\nabc\r\n").write("0001;x=y\r\nd\r\n").write("2\r\nef\r\n0\r\ntrailer: x\r\n\r\n");
      assertEquals(200, http.read().status());
    }
    assertEquals(Bytes.utf8("abcdef"), invocation().argument());
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    for (int i = 0; i < 3; i++) {
      partition.thenReply(request -> completed(request, invocation(request).argument().toUtf8()));
    }
    try (RawHttp http = connect()) {
      for (int i = 0; i < 3; i++) {
        http.request("POST", "/Greeter/greet", JSON, String.valueOf(i));
      }
      for (int i = 0; i < 3; i++) {
        assertEquals(String.valueOf(i), http.read().body());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "470, 470", "409, 409", "99, 500", "1000, 500", "600, 600", "999, 999", "100, 500", "101, 500", "0, 500",
  })
  void passesFailuresOn(int code, int status) throws IOException {
    partition.thenReply(request -> failed(request, Failure.of(code, "boom \"1\"\n")));
    RawHttp.Response response = exchange("POST", "/Greeter/greet", JSON, "1");
    assertEquals(status, response.status());
    assertEquals(
        "{\"code\":" + code + ",\"message\":\"boom \\\"1\\\"\\n\",\"source\":\"invocation\"}", response.body());
    assertEquals("invocation", response.header("x-restate-error-source"));
    assertEquals(invocation().id().toString(), response.header("x-restate-id"));
  }

  @ParameterizedTest
  @CsvSource({"204", "304"})
  void leavesTheBodyAwayWhereHttpHasNone(int code) throws IOException {
    partition.thenReply(request -> failed(request, Failure.of(code, "x")));
    partition.thenReply(request -> completed(request, "1"));
    try (RawHttp http = connect()) {
      http.request("POST", "/Greeter/greet", JSON, "1");
      assertEquals(code, http.read().status());
      http.request("POST", "/Greeter/greet", JSON, "1");
      assertEquals("1", http.read().body());
    }
  }

  @Test
  void showsMetadataOfFailures() throws IOException {
    partition.thenReply(
        request ->
            failed(
                request,
                new Failure(
                    409, "conflict", List.of(new Failure.Entry("a", "b"), new Failure.Entry("\"", "\u00e9")))));
    RawHttp.Response response = exchange("POST", "/Greeter/greet", JSON, "1");
    assertEquals(
        "{\"code\":409,\"message\":\"conflict\",\"metadata\":{\"a\":\"b\",\"\\\"\":\"\u00e9\"},"
            + "\"source\":\"invocation\"}",
        response.body());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /restate/attach/ID, ''",
    "GET, /restate/invocation/ID/attach, ''",
    "POST, /restate/attach, '{\"target\":\"invocation\",\"invocationId\":\"ID\"}'",
  })
  void attachesById(String method, String uri, String body) throws IOException {
    partition.thenReply(request -> outcome(request, GREET, "\"hi\""));
    RawHttp.Response response =
        exchange(method, uri.replace("ID", ID.toString()), "", body.replace("ID", ID.toString()));
    assertEquals(new PartitionRequest.Attach(partition.requests.getFirst().requestId(), ID), partition.requests.getFirst());
    assertEquals(200, response.status());
    assertEquals("\"hi\"", response.body());
    assertEquals("application/json", response.header("content-type"));
    assertEquals("2025-11-24T16:00:00.123+00:00", response.header("idempotency-expires"));
    assertEquals(ID.toString(), response.header("x-restate-id"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /restate/output/ID, ''",
    "GET, /restate/invocation/ID/output, ''",
    "POST, /restate/output, '{\"target\":\"invocation\",\"invocationId\":\"ID\"}'",
  })
  void looksAtOutputById(String method, String uri, String body) throws IOException {
    partition.thenReply(request -> outcome(request, InvocationTarget.service("Gone", "x"), "1"));
    RawHttp.Response response =
        exchange(method, uri.replace("ID", ID.toString()), "", body.replace("ID", ID.toString()));
    assertEquals(
        new PartitionRequest.GetOutput(partition.requests.getFirst().requestId(), ID), partition.requests.getFirst());
    assertEquals(200, response.status());
    assertEquals("", response.header("content-type"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /restate/invocation/Greeter/greet/ik1/output |  | fca07383f0881cdf1b1ae414445cae07d2a397b940a255b1",
        "GET  | /restate/invocation/Greeter/greet/ik1/output/x |  | fca07383f0881cdf1b1ae414445cae07d2a397b940a255b1",
        "GET  | /restate/invocation/Counter/k1/add/ik1/output |  | 548ae3cba54055b3d69204613775221138f6707c231a50a4",
        "GET  | /restate/workflow/Wf/w1/output |  | 5164c775648d211bf34c24dc6ca4be0ca2e2b8bb94b6f9c8",
        "POST | /restate/output | {\"target\":\"idempotentInvocation\",\"service\":\"Counter\",\"key\":\"k1\",\"handler\":\"add\",\"idempotencyKey\":\"ik1\"} | 548ae3cba54055b3d69204613775221138f6707c231a50a4",
        "POST | /restate/output | {\"target\":\"workflow\",\"workflowName\":\"Wf\",\"workflowKey\":\"w1\",\"more\":1} | 5164c775648d211bf34c24dc6ca4be0ca2e2b8bb94b6f9c8",
      })
  void findsIdsByDescription(String method, String uri, String body, String hex) throws IOException {
    partition.thenReply(request -> outcome(request, GREET, "1"));
    exchange(method, uri, "", body == null ? "" : body);
    PartitionRequest.GetOutput request = (PartitionRequest.GetOutput) partition.requests.getFirst();
    InvocationId workflow = InvocationIds.forWorkflowRun("Wf", "w1");
    assertEquals(uri.contains("workflow") || String.valueOf(body).contains("workflow") ? workflow.toBytes().toHex() : hex,
        request.id().toBytes().toHex());
  }

  @Test
  void looksUpIdsAsTheOriginalDoes() throws IOException {
    assertEquals(
        "{\"invocationId\":\"inv_12kpUQONmeFb2WqsVOkAjH4phS34cOyIC8\"}",
        exchange("POST", "/restate/lookup", "", "{\"target\":\"workflow\",\"workflowName\":\"Wf\",\"workflowKey\":\"w1\"}")
            .body());
    assertEquals(
        "{\"invocationId\":\"inv_1f6yqe2HuOpp6xcDsZBj3uLSXlEnk7Fwgs\"}",
        exchange(
                "POST",
                "/restate/lookup",
                "",
                "{\"target\":\"idempotentInvocation\",\"service\":\"Greeter\",\"handler\":\"greet\",\"idempotencyKey\":\"k\"}")
            .body());
    assertTrue(partition.requests.isEmpty());
  }

  @Test
  void tellsWaitersAndLookersApart() throws IOException {
    partition.thenReply(_ -> new PartitionReply.NotFound(ID));
    RawHttp.Response attach = exchange("GET", "/restate/attach/" + ID, "", "");
    assertEquals(404, attach.status());
    assertEquals("{\"code\":404,\"message\":\"not found\",\"source\":\"invocation\"}", attach.body());
    assertEquals(ID.toString(), attach.header("x-restate-id"));

    partition.thenReply(_ -> new PartitionReply.NotFound(ID));
    RawHttp.Response output = exchange("GET", "/restate/output/" + ID, "", "");
    assertEquals(404, output.status());
    assertEquals("{\"code\":404,\"message\":\"invocation not found\",\"source\":\"ingress\"}", output.body());
    assertEquals("", output.header("x-restate-id"));

    partition.thenReply(_ -> new PartitionReply.NotReady(ID));
    RawHttp.Response early = exchange("GET", "/restate/output/" + ID, "", "");
    assertEquals(470, early.status());
    assertEquals(
        "{\"code\":470,\"message\":\"the invocation exists but has not completed yet\",\"source\":\"ingress\"}",
        early.body());

    partition.thenReply(_ -> new PartitionReply.NotSupported(ID));
    RawHttp.Response never = exchange("GET", "/restate/output/" + ID, "", "");
    assertEquals(400, never.status());
    assertTrue(never.body().contains("cannot get output for the given invocation."), never.body());
  }

  @ParameterizedTest
  @CsvSource({"awakeables", "a"})
  void resolvesAwakeables(String segment) throws IOException {
    partition.thenReply(_ -> new PartitionReply.Accepted());
    partition.thenReply(_ -> new PartitionReply.Accepted());
    String path = "/restate/" + segment + "/sign_1FJXCDAwo17TAge9jRI8FMghcb0fHO4l4AAAAEQ/";
    RawHttp.Response response = exchange("POST", path + "resolve", "", "\"v\"");
    exchange("POST", path + "reject/more", "content-type: text/plain\r\n", "no");
    assertEquals(202, response.status());
    assertEquals("", response.body());
    assertEquals("", response.header("content-type"));
    PartitionRequest.Signal resolved = (PartitionRequest.Signal) partition.requests.getFirst();
    assertEquals("1495c20c0c28d7b4c081ef63448f0532085c6f47c73b8978", resolved.id().toBytes().toHex());
    assertEquals(new SignalId.Index(17), resolved.signal());
    assertEquals(new Result.Value(Bytes.utf8("\"v\"")), resolved.result());
    PartitionRequest.Signal rejected = (PartitionRequest.Signal) partition.requests.get(1);
    assertEquals(new Result.Failed(Failure.of(500, "no")), rejected.result());
  }

  @Test
  void acceptsAwakeablesOfOldJournals() throws IOException {
    RawHttp.Response response =
        exchange("POST", "/restate/a/prom_1FJXCDAwo17TAge9jRI8FMghcb0fHO4l4AAAAEQ/resolve", "", "1");
    assertEquals(202, response.status());
    assertTrue(partition.requests.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"/restate/health", "/restate/health/", "/restate/health/x"})
  void isHealthy(String uri) throws IOException {
    RawHttp.Response response = exchange("GET", uri, "", "");
    assertEquals(200, response.status());
    assertEquals("{\"services\":[\"Counter\",\"Greeter\",\"Old\",\"Wf\"]}", response.body());
    assertEquals("application/json", response.header("content-type"));
  }

  @Test
  void letsBrowsersDoAnything() throws IOException {
    RawHttp.Response preflight =
        exchange(
            "OPTIONS",
            "/Greeter/greet",
            """
            Origin: http://x.y
            access-control-request-method: POST
            access-control-request-headers: idempotency-key,x-foo
            """
                .replace("\n", "\r\n"),
            "");
    assertEquals(200, preflight.status());
    assertEquals("", preflight.body());
    assertEquals("http://x.y", preflight.header("access-control-allow-origin"));
    assertEquals("POST", preflight.header("access-control-allow-methods"));
    assertEquals("idempotency-key,x-foo", preflight.header("access-control-allow-headers"));
    assertEquals(200, exchange("OPTIONS", "/", "", "").status());

    partition.thenReply(request -> completed(request, "1"));
    RawHttp.Response call =
        exchange("POST", "/Greeter/greet", "origin: http://x\r\naccess-control-request-method: PUT\r\n", "");
    assertEquals("http://x", call.header("access-control-allow-origin"));
    assertEquals("", call.header("access-control-allow-methods"));
  }

  @Test
  void countsRequests() throws IOException {
    partition.thenReply(request -> completed(request, "1"));
    partition.thenReply(request -> submitted(request, true));
    partition.thenReply(request -> failed(request, Failure.of(409, "x")));
    exchange("POST", "/Greeter/greet", JSON, "1");
    exchange("POST", "/Greeter/greet/send", JSON, "1");
    exchange("POST", "/Greeter/greet", JSON, "1");
    exchange("PUT", "/Greeter/greet", JSON, "1");
    exchange("PUT", "/Nope/greet", JSON, "1");
    String shown = metrics.scrape();
    assertTrue(counted(shown, "call", "admitted", 2), shown);
    assertTrue(counted(shown, "call", "completed", 1), shown);
    assertTrue(counted(shown, "call", "invocation_error", 1), shown);
    assertTrue(counted(shown, "call", "request_error", 1), shown);
    assertTrue(counted(shown, "send", "completed", 1), shown);
    assertFalse(shown.contains("Nope"), shown);
  }

  private static boolean counted(String shown, String type, String status, int count) {
    return shown.contains(
        "restate_ingress_requests_total{cluster_name=\"c\",node_name=\"n\",rpc_service=\"Greeter\",rpc_type=\""
            + type
            + "\",status=\""
            + status
            + "\"} "
            + count
            + ".0");
  }

  private static PartitionReply failed(PartitionRequest request, Failure failure) {
    InvocationRequest invocation = invocation(request);
    return new PartitionReply.Completed(
        invocation.id(), invocation.target(), new Outcome.Failed(failure), OptionalLong.empty());
  }

  private static PartitionReply outcome(PartitionRequest request, InvocationTarget target, String value) {
    InvocationId id =
        switch (request) {
          case PartitionRequest.Attach(_, var attached) -> attached;
          case PartitionRequest.GetOutput(_, var looked) -> looked;
          default -> throw new AssertionError("Expected a read, but got " + request);
        };
    return new PartitionReply.Completed(
        id, target, new Outcome.Success(Bytes.utf8(value)), OptionalLong.of(NOW_MILLIS));
  }
}
