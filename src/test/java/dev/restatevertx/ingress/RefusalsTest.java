package dev.restatevertx.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the door refuses by itself: path, status, message. Taken from what the original answers to the same. */
class RefusalsTest extends DoorTestBase {
  private static final String API =
      "bad path, expected /restate/call/:service/:handler, /restate/send/:service/:handler,"
          + " /restate/scope/:scope/call/:service/:handler, /restate/attach/:invocation_id,"
          + " /restate/output/:invocation_id, or /restate/lookup";
  private static final String SERVICE =
      "bad path, expected either /:service-name/:handler or /:object-name/:object-key/:handler";
  private static final String AWAKEABLE =
      "bad path, expected either /restate/awakeables/:id/resolve or /restate/awakeables/:id/reject";
  private static final String INVOCATION =
      "bad path, expected either /restate/invocation/:invocation_id/output or /restate/invocation/:invocation_id/attach"
          + " or /restate/invocation/:invocation_target/:idempotency_key/output"
          + " or /restate/invocation/:invocation_target/:idempotency_key/attach";
  private static final String WORKFLOW =
      "bad path, expected either /restate/workflow/:workflow_name/:workflow_key/output"
          + " or /restate/workflow/:workflow_name/:workflow_key/attach";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /                                         | 400 | bad path: /",
        "GET    | //                                        | 400 | bad path: /",
        "GET    | /Greeter                                  | 400 | bad path: /Greeter",
        "GET    | /Greeter//                                | 400 | bad path: /Greeter",
        "GET    | //greet                                   | 400 | bad path: /greet",
        "GET    | /restate/                                 | 400 | bad path: /restate",
        "GET    | /a/b/c/d/e/f/g/h                          | 400 | bad path: /a/b/c/d/e/f/g/h",
        "GET    | /openapi/x                                | 404 | not found",
        "GET    | /restate/foo                              | 404 | not found",
        "GET    | /restate/foo/x/y/z                        | 404 | not found",
        "POST   | /restate/health                           | 405 | method not allowed",
        "POST   | /Nope/greet                               | 404 | service 'Nope' not found, make sure to register the service before calling it.",
        "PUT    | /Nope/greet                               | 404 | service 'Nope' not found, make sure to register the service before calling it.",
        "POST   | /Nope/a/b/c                               | 404 | service 'Nope' not found, make sure to register the service before calling it.",
        "DELETE | /Greeter/nope                             | 404 | the service 'Greeter' exists, but the handler 'nope' was not found, check that the handler exists in the latest registered service version.",
        "GET    | /Greeter/%67reet                          | 404 | the service 'Greeter' exists, but the handler '%67reet' was not found, check that the handler exists in the latest registered service version.",
        "POST   | /Greeter/priv                             | 400 | the invoked service is not public",
        "POST   | /Greeter/greet/foo                        | 400 | SERVICE",
        "POST   | /Counter/k1                               | 400 | SERVICE",
        "POST   | /Counter/k/add/foo                        | 400 | SERVICE",
        "POST   | /Counter/k/add/send/x                     | 400 | SERVICE",
        "POST   | /Counter/a?b/get                          | 400 | SERVICE",
        "PUT    | /Greeter/greet                            | 405 | method not allowed",
        "PUT    | /Greeter/greet/send                       | 405 | method not allowed",
        "GET    | /restate/call                             | 400 | API",
        "GET    | /restate/call/Greeter                     | 400 | API",
        "GET    | /restate/call/Nope                        | 404 | service 'Nope' not found, make sure to register the service before calling it.",
        "GET    | /restate/call/Greeter/greet/x             | 400 | API",
        "GET    | /restate/call/Counter/a/b/add             | 400 | API",
        "GET    | /restate/send/Counter/add                 | 400 | API",
        "POST   | /restate/scope/s1/call                    | 400 | API",
        "POST   | /restate/scope/s1/foo/Greeter/greet       | 400 | API",
        "POST   | /restate/scope/s%201/foo/x                | 400 | API",
        "POST   | /restate/scope/s%201/call/Greeter/greet   | 400 | bad scope value: value contains characters outside the allowed set [a-zA-Z0-9_.-]",
        "POST   | /restate/scope//call/Greeter/greet        | 400 | bad scope value: value cannot be empty",
        "POST   | /restate/scope/s1234567890123456789012345678901234567890/call/Greeter/greet | 400 | bad scope value: value too long: 41 bytes (max 36)",
        "POST   | /restate/scope/s1/call/Nope/greet         | 404 | service 'Nope' not found, make sure to register the service before calling it.",
        "POST   | /restate/scope/s1/call/Greeter/greet      | 400 | scoped invocations require vqueues to be enabled",
        "PUT    | /restate/scope/s1/call/Greeter/greet      | 400 | scoped invocations require vqueues to be enabled",
        "GET    | /restate/attach                           | 405 | method not allowed",
        "GET    | /restate/lookup                           | 405 | method not allowed",
        "POST   | /restate/lookup/x                         | 400 | API",
        "GET    | /restate/attach/foo/x                     | 400 | API",
        "GET    | /restate/attach/foo                       | 400 | bad invocation id 'foo': bad format",
        "POST   | /restate/attach/inv_1aaa                  | 400 | bad invocation id 'inv_1aaa': bad length",
        "GET    | /restate/attach/inv_                      | 400 | bad invocation id 'inv_': bad length",
        "GET    | /restate/output/inv_2kxQSYUNbRlM2fyoVGvwmZkqoQjH2thqKN | 400 | bad invocation id 'inv_2kxQSYUNbRlM2fyoVGvwmZkqoQjH2thqKN': unrecognized codec version",
        "GET    | /restate/output/inv_1kxQSYUNbRlM2fyoVGvwmZkqoQjH2thqK! | 400 | bad invocation id 'inv_1kxQSYUNbRlM2fyoVGvwmZkqoQjH2thqK!': base62 decode error",
        "GET    | /restate/attach/dp_117y58xcUPcahzT0y1RxPmV | 400 | bad invocation id 'dp_117y58xcUPcahzT0y1RxPmV': id doesn't match the expected type",
        "POST   | /restate/output/inv_1kxQSYUNbRlM2fyoVGvwmZkqoQjH2thqKN | 405 | method not allowed",
        "GET    | /restate/invocation                       | 400 | INVOCATION",
        "GET    | /restate/invocation/x                     | 400 | INVOCATION",
        "GET    | /restate/invocation/x/y                   | 404 | not found",
        "GET    | /restate/invocation/x/output              | 400 | bad invocation id 'x': bad format",
        "GET    | /restate/invocation/inv_bad/output        | 400 | bad invocation id 'inv_bad': unrecognized codec version",
        "GET    | /restate/invocation/inv_bad/output/extra  | 404 | service 'inv_bad' not found, make sure to register the service before calling it.",
        "GET    | /restate/invocation/Greeter/greet/output  | 400 | INVOCATION",
        "GET    | /restate/invocation/Greeter/greet/k/l/output | 404 | not found",
        "GET    | /restate/invocation/Nope/greet/k/output   | 404 | service 'Nope' not found, make sure to register the service before calling it.",
        "POST   | /restate/invocation/Greeter/greet/k1/output | 405 | method not allowed",
        "GET    | /restate/workflow                         | 400 | WORKFLOW",
        "GET    | /restate/workflow/Wf/k                    | 400 | WORKFLOW",
        "GET    | /restate/workflow/Wf/k/foo                | 404 | not found",
        "POST   | /restate/workflow/Wf/k/output             | 405 | method not allowed",
        "POST   | /restate/awakeables                       | 400 | AWAKEABLE",
        "POST   | /restate/awakeables/sign_1foo             | 400 | AWAKEABLE",
        "POST   | /restate/a/sign_1foo/foo                  | 404 | not found",
        "GET    | /restate/awakeables/sign_1foo/resolve     | 405 | method not allowed",
        "PUT    | /restate/a/bad/resolve                    | 405 | method not allowed",
        "POST   | /restate/awakeables/bad/resolve           | 400 | bad awakeable id 'bad': bad format",
        "POST   | /restate/awakeables/sign_1foo/resolve     | 400 | bad awakeable id 'sign_1foo': id doesn't match the expected type",
        "POST   | /restate/a/sign_/resolve                  | 400 | bad awakeable id 'sign_': bad length",
        "POST   | /restate/a/prom_1/resolve                 | 400 | bad awakeable id 'prom_1': bad length",
        "POST   | /restate/a/foo_1x/resolve                 | 400 | bad awakeable id 'foo_1x': unrecognized resource type: foo",
        "POST   | /restate/a/sign_2FJXCDAwo17TAge9jRI8FMghcb0fHO4l4AAAAEQ/reject | 400 | bad awakeable id 'sign_2FJXCDAwo17TAge9jRI8FMghcb0fHO4l4AAAAEQ': unrecognized codec version",
      })
  void refusesPaths(String method, String uri, int status, String message) throws IOException {
    String expected =
        switch (message) {
          case "API" -> API;
          case "SERVICE" -> SERVICE;
          case "INVOCATION" -> INVOCATION;
          case "WORKFLOW" -> WORKFLOW;
          case "AWAKEABLE" -> AWAKEABLE;
          default -> message;
        };
    assertRefusal(exchange(method, uri, "", ""), status, expected);
    assertTrue(partition.requests.isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/Greeter/greet?delay=10s     | content-type: application/json | 1 | 400 | cannot use the delay query parameter with calls. The delay is supported only with sends",
        "/Greeter/greet?limit-key=a   | content-type: application/json | 1 | 400 | limit-key requires a scope to be set",
        "/Greeter/greet               | x-restate-limit-key: a         | '' | 400 | limit-key requires a scope to be set",
        "/Greeter/greet               | content-type: application/x-www-form-urlencoded | x | 400 | input validation error: Content-type 'application/x-www-form-urlencoded' does not match 'application/json'",
        "/Greeter/greet               | content-type: garbage          | x | 400 | input validation error: Content-type 'garbage' does not match 'application/json'",
        "/Greeter/greet               | x-a: b                         | x | 400 | input validation error: Empty content-type",
        "/Wf/w1/run                   | idempotency-key: z             | '' | 400 | cannot use the idempotency key with workflow handlers. The handler invocation will already be idempotent by the workflow key itself.",
        "/restate/lookup              | x-a: b | {\"target\":\"workflow\"} | 500 | cannot read body: invalid lookup body: missing field `workflowName`",
        "/restate/lookup              | x-a: b | {\"target\":\"invocation\",\"invocationId\":\"bad\"} | 400 | bad invocation id 'bad': bad format",
        "/restate/attach              | x-a: b | {\"target\":\"invocation\",\"invocationId\":\"bad\"} | 400 | bad invocation id 'bad': bad format",
      })
  void refusesRequests(String uri, String header, String body, int status, String message) throws IOException {
    assertRefusal(exchange("POST", uri, header + "\r\n", body), status, message);
    assertTrue(partition.requests.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "/Greeter/greet/send?delay=abc, x-a: b, bad delay query parameter; must be a ISO8601 duration: ",
    "/Greeter/greet/send?delay=, x-a: b, bad delay query parameter; must be a ISO8601 duration: ",
    "/Greeter/greet/send?delay=-1s, x-a: b, bad delay query parameter; must be a ISO8601 duration: ",
    "/Greeter/greet/send?delay=1, x-a: b, bad delay query parameter; must be a ISO8601 duration: ",
    "/Greeter/greet/send?delay=P300000000000D, x-a: b, bad delay query parameter; must be a ISO8601 duration: ",
    "/Greeter/greet/send?delay=abc&delay=1s, x-a: b, bad delay query parameter; must be a ISO8601 duration: ",
    "/Greeter/greet, x-up: z\u00e9, bad header x-up: ",
    "/Greeter/greet, idempotency-key: z\u00e9, bad header idempotency-key: ",
    "/Counter/%ff/get, x-a: b, 'bad path, cannot decode key: '",
    "/Old/x, x-a: b, the service Old is exposed by the deprecated deployment dp_",
  })
  void refusesWithAReason(String uri, String header, String prefix) throws IOException {
    RawHttp.Response response = exchange("GET", uri, header + "\r\n", "");
    assertEquals(400, response.status());
    String start = "{\"code\":400,\"message\":\"" + prefix.replace(';', ',');
    assertTrue(response.body().startsWith(start), response.body());
    assertTrue(response.body().endsWith("\",\"source\":\"ingress\"}"), response.body());
  }

  @ParameterizedTest
  @CsvSource({"xx", "''", "[]", "\"a\"", "{\"target\":\"bad\"}", "{\"target\":1}", "{", "\u00ff"})
  void refusesLookupBodies(String body) throws IOException {
    RawHttp.Response response = exchange("POST", "/restate/lookup", "", body);
    assertEquals(500, response.status());
    assertTrue(
        response.body().startsWith("{\"code\":500,\"message\":\"cannot read body: invalid lookup body: "),
        response.body());
  }

  private static void assertRefusal(RawHttp.Response response, int status, String message) {
    String body = "{\"code\":" + status + ",\"message\":\"" + message + "\",\"source\":\"ingress\"}";
    assertEquals(body, response.body());
    assertEquals(status, response.status());
    assertEquals("ingress", response.header("x-restate-error-source"));
    assertEquals("application/json", response.header("content-type"));
    assertEquals(
        "origin, access-control-request-method, access-control-request-headers", response.header("vary"));
    assertEquals("true", response.header("access-control-allow-credentials"));
    assertEquals(
        body.getBytes(StandardCharsets.UTF_8).length, Integer.parseInt(response.header("content-length")));
  }
}
