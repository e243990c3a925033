package dev.restatevertx.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restatevertx.admin.registration.Discovery;
import dev.restatevertx.admin.registration.DiscoveryException;
import dev.restatevertx.admin.rest.ClusterHealth;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.config.Listen;
import dev.restatevertx.config.ListenMode;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.PartitionReply.VerbResult;
import dev.restatevertx.routing.PartitionRequest;
import dev.restatevertx.routing.RoutingException;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.SystemClock;
import dev.restatevertx.runtime.SystemEntropy;
import dev.restatevertx.schema.EndpointAddress;
import dev.restatevertx.schema.HttpVersion;
import dev.restatevertx.schema.Manifest;
import dev.restatevertx.schema.Manifests;
import dev.restatevertx.schema.SchemaDefaults;
import dev.restatevertx.schema.SchemaUpdates;
import dev.restatevertx.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses, headers and bodies as observed on the original, version 1.7.12. */
class AdminApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNKNOWN_DEPLOYMENT = "dp_14pM2RDzASGCbE5gSIPKQ1P";
  private static final String INVOCATION = "inv_1aq8HPI2l4G73YNVF8AndA0bJUPUP4zwOV";
  private static final String URI_A = "http://127.0.0.1:9080";

  private final MemorySchemaStore store = new MemorySchemaStore();
  private final Map<String, Manifest> endpoints = new ConcurrentHashMap<>();
  private final List<PartitionRequest.Operate> operated = Collections.synchronizedList(new ArrayList<>());
  private final Map<InvocationId, Future<VerbResult>> results = new ConcurrentHashMap<>();
  private final Promise<Discovery.Discovered> slow = Promise.promise();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<AdminRole> role = Optional.empty();

  @BeforeEach
  void start() {
    start(OptionalInt.empty());
  }

  @AfterEach
  void stop() {
    role.ifPresent(started -> await(started.stop()));
    await(vertx.close());
    http.close();
  }

  private void start(OptionalInt concurrentRequestsLimit) {
    role.ifPresent(started -> await(started.stop()));
    Clock clock = new SystemClock();
    Listen listen =
        new Listen(ListenMode.TCP, "127.0.0.1", 0, Path.of("unused.sock"), Optional.empty(), "127.0.0.1");
    AdminSettings settings =
        new AdminSettings(
            listen,
            Optional.of(URI.create("http://127.0.0.1:8080/")),
            concurrentRequestsLimit,
            List.of("X-Route"),
            SchemaDefaults.STANDARD,
            Duration.ofSeconds(1));
    AdminRole started =
        new AdminRole(
            vertx,
            settings,
            new AdminRole.Dependencies(
                store,
                this::discover,
                this::operate,
                () -> new ClusterHealth(true, "test", List.of(1)),
                clock,
                () -> new SystemEntropy(clock)));
    await(started.start());
    role = Optional.of(started);
  }

  private Future<Discovery.Discovered> discover(
      EndpointAddress address, SortedMap<String, String> headers) {
    if (address.uri().endsWith("/slow")) {
      return slow.future();
    }
    return Optional.ofNullable(endpoints.get(address.uri()))
        .map(manifest -> Future.succeededFuture(new Discovery.Discovered(manifest, HttpVersion.HTTP_2)))
        .orElse(Future.failedFuture(new DiscoveryException(ErrorCode.META0003, "nobody there")));
  }

  private Future<PartitionReply> operate(PartitionRequest request) {
    PartitionRequest.Operate operate = (PartitionRequest.Operate) request;
    operated.add(operate);
    return results
        .getOrDefault(operate.id(), Future.succeededFuture(VerbResult.NOT_FOUND))
        .map(PartitionReply.Verb::new);
  }

  @Test
  void tellsHealthVersionAndCluster() {
    assertEquals(200, get("/health").statusCode());
    assertEquals("", get("/health").body());
    JsonNode version = json(get("/version"));
    assertEquals("1.7.12", version.path("version").asText());
    assertEquals(2, version.path("min_admin_api_version").asInt());
    assertEquals(4, version.path("max_admin_api_version").asInt());
    assertEquals("http://127.0.0.1:8080/", version.path("ingress_endpoint").asText());
    assertEquals(12, version.path("features").size());
    assertEquals(
        "{\"cluster_name\":\"test\",\"metadata_cluster_health\":{\"members\":[1]}}", get("/cluster-health").body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/v2", "/v3", "/v4"})
  void isMountedOncePerVersion(String prefix) {
    assertEquals("{\"services\":[]}", get(prefix + "/services").body());
    assertEquals("{\"deployments\":[]}", get(prefix + "/deployments").body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET | /v1/version | 400 | Unsupported Admin API version V1. This server supports versions between V2 and V4.
          GET | /v5/version | 404 | ``
          GET | /nope | 404 | ``
          GET | /services/ | 404 | ``
          GET | /deployments/dp_bad | 400 | Invalid URL: Cannot parse `deployment` with value `dp_bad`: \
          unrecognized codec version
          GET | /deployments/dp_1111111111111111111111 | 400 | Invalid URL: Cannot parse `deployment` with value \
          `dp_1111111111111111111111`: bad length
          GET | /deployments/dp_14pM2RDzASGCbE5gSIPKQ1P | 404 | {"message":"The requested deployment \
          'dp_14pM2RDzASGCbE5gSIPKQ1P' does not exist","restate_code":null}
          DELETE | /deployments/dp_14pM2RDzASGCbE5gSIPKQ1P | 501 | ``
          DELETE | /deployments/dp_14pM2RDzASGCbE5gSIPKQ1P?force=x | 400 | Failed to deserialize query string: \
          force: provided string was not `true` or `false`
          DELETE | /deployments/dp_14pM2RDzASGCbE5gSIPKQ1P?force=true | 404 | {"message":"not found in the schema \
          registry: deployment with id 'dp_14pM2RDzASGCbE5gSIPKQ1P'","restate_code":null}
          GET | /services/Nope | 404 | {"message":"The requested service 'Nope' does not exist","restate_code":null}
          PATCH | /invocations/bad/kill | 400 | {"message":"The request field 'invocation_id' is invalid. Reason: \
          bad format","restate_code":null}
          DELETE | /invocations/inv_1aq8HPI2l4G73YNVF8AndA0bJUPUP4zwOV?mode=foo | 400 | Failed to deserialize query \
          string: mode: unknown variant `foo`, expected one of `Cancel`, `cancel`, `Kill`, `kill`, `Purge`, `purge`
          """)
  void answersErrorsLikeTheOriginal(String method, String path, int status, String body) {
    HttpResponse<String> response = send(method, path, Optional.empty());

    assertEquals(status, response.statusCode());
    assertEquals(body.replace("``", ""), response.body());
  }

  @Test
  void anotherMethodOfAKnownPathSaysWhichAreAllowed() {
    HttpResponse<String> response = send("PUT", "/services", Optional.empty());

    assertEquals(405, response.statusCode());
    assertEquals("GET,HEAD", response.headers().firstValue("allow").orElse(""));
    HttpResponse<String> other = send("DELETE", "/deployments", Optional.empty());
    assertEquals("GET,HEAD,POST", other.headers().firstValue("allow").orElse(""));
    assertEquals(200, send("HEAD", "/services", Optional.empty()).statusCode());
  }

  @Test
  void bodiesHaveToBeJsonOfTheRightShape() {
    assertError(415, "Expected request with `Content-Type: application/json`", postText("/deployments", "{}"));
    assertError(
        400,
        "Failed to parse the request body as JSON: EOF while parsing a value at line 1 column 0",
        post("/deployments", ""));
    HttpResponse<String> syntax = post("/deployments", "{bad");
    assertEquals(400, syntax.statusCode());
    assertTrue(syntax.body().startsWith("Failed to parse the request body as JSON: "), syntax.body());
    assertError(
        422,
        "Failed to deserialize the JSON body into the target type: data did not match any variant of untagged enum"
            + " RegisterDeploymentRequest",
        post("/deployments", "{\"x\":1}"));
    assertError(
        413,
        "Failed to buffer the request body: length limit exceeded",
        post("/deployments", " ".repeat(3 << 20)));
  }

  @Test
  void addressesThatCannotBeUsedAreRefused() {
    assertMessage(
        400,
        "The request field 'uri' is invalid. Reason: The provided uri /foo is not absolute, only absolute URIs can be"
            + " used.",
        post("/deployments", "{\"uri\":\"/foo\"}"));
    assertMessage(
        400,
        "The request field 'arn' is invalid. Reason: A qualified ARN must have 8 components delimited by `:`",
        post("/deployments", "{\"arn\":\"foo\"}"));
    assertMessage(
        501,
        "Registration of AWS Lambda functions is not supported by this server yet.",
        post("/deployments", "{\"arn\":\"arn:aws:lambda:eu-central-1:123456789012:function:f:1\"}"));
    assertMessage(500, "[META0003] nobody there", post("/deployments", "{\"uri\":\"http://nobody\"}"));
  }

  @Test
  void registersOnceAndOverwritesByForce() {
    endpoint(Manifests.service("S", "VIRTUAL_OBJECT"));

    HttpResponse<String> dry = post("/deployments", "{\"uri\":\"" + URI_A + "\",\"dry_run\":true}");
    assertEquals(201, dry.statusCode());
    assertEquals("{\"deployments\":[]}", get("/deployments").body());

    HttpResponse<String> created = register("/v4", "");
    String id = json(created).path("id").asText();
    assertEquals(201, created.statusCode());
    assertEquals("deployments/" + id, created.headers().firstValue("location").orElse(""));
    assertEquals(1, json(created).path("services").get(0).path("revision").asInt());

    assertEquals(200, register("/v4", "").statusCode());
    HttpResponse<String> forced = register("", ",\"force\":true");
    assertEquals(200, forced.statusCode());
    assertEquals(id, json(forced).path("id").asText());
    assertEquals(2, json(forced).path("services").get(0).path("revision").asInt());
  }

  @Test
  void theSecondVersionForcesByDefaultAndCallsWhatIsThereAConflict() {
    endpoint(Manifests.service("S", "SERVICE"));
    String id = json(register("/v2", "")).path("id").asText();

    assertEquals(201, register("/v2", "").statusCode());
    assertMessage(409, "Conflict: deployment " + id + " already exists", register("/v2", ",\"force\":false"));
  }

  @Test
  void aRegistrationMeetsAnotherWriter() {
    endpoint(Manifests.service("S", "SERVICE"));
    String first = json(register("", "")).path("id").asText();
    endpoints.put("http://other/", Manifests.of(Manifests.service("S", "SERVICE")));
    store.beforeNextUpdate(
        schema -> SchemaUpdates.delete(schema, DeploymentId.parse(first)));

    JsonNode other = json(post("/deployments", "{\"uri\":\"http://other\"}"));

    assertEquals(3, store.changesTried());
    assertEquals(1, other.path("services").get(0).path("revision").asInt());
    assertEquals(1, store.current().deployments().size());
  }

  @Test
  void showsDeploymentsAndServicesAsTheOriginalDoes() {
    endpoint("{'name':'S','ty':'SERVICE','inactivityTimeout':1500,'handlers':[{'name':'h'}]}");
    HttpResponse<String> registered =
        register("", ",\"additional_headers\":{\"X-A\":\"b\"},\"metadata\":{\"c\":\"d\"}");
    String id = json(registered).path("id").asText();

    String listed = get("/deployments").body().replaceAll("\"created_at\":\"[^\"]*\"", "\"created_at\":\"…\"");
    assertEquals(
        "{'deployments':[{'id':'ID','uri':'http://127.0.0.1:9080/','protocol_type':'BidiStream',"
            + "'http_version':'HTTP/2.0','additional_headers':{'x-a':'b'},'metadata':{'c':'d'},'created_at':'…',"
            + "'min_protocol_version':5,'max_protocol_version':7,'sdk_version':'sdk/1',"
            + "'services':[{'name':'S','revision':1}]}]}",
        listed.replace(id, "ID").replace('"', '\''));
    assertTrue(
        json(get("/deployments/" + id))
            .path("created_at")
            .asText()
            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}000000Z"));
    assertEquals(
        "{'name':'S','ty':'Service','handlers':[{'name':'h','public':true,'input_description':'*/*',"
            + "'output_description':'application/json','retry_policy':{'max_attempts':null}}],'deployment_id':'ID',"
            + "'revision':1,'public':true,'idempotency_retention':'1d','journal_retention':'1d',"
            + "'inactivity_timeout':'1s 500ms','abort_timeout':'10m','enable_lazy_state':false,"
            + "'retry_policy':{'initial_interval':'500ms','exponentiation_factor':2.0,'max_attempts':70,"
            + "'max_interval':'1m','on_max_attempts':'Pause'}}",
        get("/services/S").body().replace(id, "ID").replace('"', '\''));
    assertEquals(json(get("/services/S")).path("handlers"), json(get("/services/S/handlers")).path("handlers"));
    assertEquals("h", json(get("/services/S/handlers/h")).path("name").asText());
    assertMessage(
        404, "The requested handler 'nope' on service 'S' does not exist", get("/services/S/handlers/nope"));
  }

  @Test
  void changesSettingsOfAService() {
    endpoint(Manifests.service("S", "SERVICE"));
    register("", "");

    JsonNode changed =
        json(send("PATCH", "/services/S", Optional.of("{\"inactivity_timeout\":\"P1D\",\"public\":false}")));
    assertEquals("1d", changed.path("inactivity_timeout").asText());
    assertEquals("false", changed.path("public").asText());
    assertMessage(
        400,
        "modifying retention time for service type Service is unsupported",
        send("PATCH", "/services/S", Optional.of("{\"workflow_completion_retention\":\"1d\"}")));
    assertMessage(
        404, "The requested service 'Nope' does not exist", send("PATCH", "/services/Nope", Optional.of("{}")));
    assertEquals(422, send("PATCH", "/services/S", Optional.of("{\"inactivity_timeout\":\"xx\"}")).statusCode());
  }

  @Test
  void changesAndDeletesADeployment() {
    endpoint(Manifests.service("S", "SERVICE"));
    String id = json(register("", "")).path("id").asText();
    String path = "/deployments/" + id;
    endpoints.put("http://moved/", Manifests.of(Manifests.service("S", "SERVICE")));

    assertEquals(get(path).body(), send("PATCH", path, Optional.of("{}")).body());
    assertEquals(
        "http://moved/",
        json(send("PATCH", path, Optional.of("{\"uri\":\"http://moved\",\"dry_run\":true}"))).path("uri").asText());
    assertEquals("http://127.0.0.1:9080/", json(get(path)).path("uri").asText());
    assertEquals(200, send("PATCH", path, Optional.of("{\"uri\":\"http://moved\"}")).statusCode());
    assertEquals("http://moved/", json(get(path)).path("uri").asText());
    assertMessage(
        405, "PUT deployment is deprecated, use PATCH instead", send("PUT", path, Optional.of("{}")));
    assertMessage(
        404,
        "The requested deployment '" + UNKNOWN_DEPLOYMENT + "' does not exist",
        send("PUT", "/v2/deployments/" + UNKNOWN_DEPLOYMENT, Optional.of("{}")));

    assertEquals(202, send("DELETE", path + "?force=true", Optional.empty()).statusCode());
    assertEquals("{\"services\":[]}", get("/services").body());
  }

  @ParameterizedTest
  @CsvSource({
    "cancel,DONE,200,''", "cancel,APPENDED,202,''", "kill,NOT_FOUND,404,does not exist",
    "kill,ALREADY_COMPLETED,409,was already completed.", "purge,NOT_COMPLETED,409,is not yet completed.",
    "purge-journal,DONE,200,''"
  })
  void aVerbAnswersHowItEnded(String verb, VerbResult result, int status, String message) {
    results.put(InvocationId.parse(INVOCATION), Future.succeededFuture(result));

    HttpResponse<String> response = send("PATCH", "/invocations/" + INVOCATION + "/" + verb, Optional.empty());

    assertEquals(status, response.statusCode());
    assertTrue(response.body().contains(message), response.body());
    assertEquals(verb.replace('-', '_'), operated.getFirst().verb().name().toLowerCase(Locale.ROOT));
  }

  @Test
  void theOldFormOfVerbsSaysNothingOfHowItEnded() {
    assertEquals(202, send("DELETE", "/invocations/" + INVOCATION, Optional.empty()).statusCode());
    assertEquals(202, send("DELETE", "/invocations/" + INVOCATION + "?mode=Kill", Optional.empty()).statusCode());
    assertEquals(
        List.of(PartitionRequest.Verb.CANCEL, PartitionRequest.Verb.KILL),
        operated.stream().map(PartitionRequest.Operate::verb).toList());
  }

  @Test
  void aPartitionThatCannotBeReachedIsAnswered503() {
    results.put(
        InvocationId.parse(INVOCATION),
        Future.failedFuture(new RoutingException(RoutingException.Reason.NOT_LEADER, "no leader")));

    assertMessage(
        503,
        "Error when routing the request internally. Reason: no leader",
        send("PATCH", "/invocations/" + INVOCATION + "/kill", Optional.empty()));
  }

  @Test
  void aBatchReportsEachInvocation() {
    InvocationId good = new InvocationId(1, 2, 3);
    results.put(good, Future.succeededFuture(VerbResult.DONE));

    HttpResponse<String> response =
        post(
            "/internal/invocations_batch_operations/kill",
            "{\"invocation_ids\":[\"" + good + "\",\"" + INVOCATION + "\"]}");

    assertEquals(
        "{\"succeeded\":[\"" + good + "\"],\"failed\":[{\"invocation_id\":\"" + INVOCATION
            + "\",\"error\":\"Invocation '" + INVOCATION + "' not found\"}]}",
        response.body());
    String many = String.join(",", Collections.nCopies(1001, "\"" + INVOCATION + "\""));
    assertMessage(
        400,
        "Batch size 1001 exceeds maximum allowed size of 1000",
        post("/internal/invocations_batch_operations/kill", "{\"invocation_ids\":[" + many + "]}"));
    String full = String.join(",", Collections.nCopies(1000, "\"" + INVOCATION + "\""));
    assertEquals(
        1000,
        json(post("/internal/invocations_batch_operations/kill", "{\"invocation_ids\":[" + full + "]}"))
            .path("failed")
            .size());
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/query", "GET,/openapi", "GET,/", "GET,/ui/", "GET,/subscriptions", "POST,/kafka-clusters",
    "PUT,/limits/rules", "POST,/vqueues/vq_x/pause", "POST,/services/S/state", "PATCH,/invocations/x/resume",
    "GET,/services/S/openapi",
    "POST,/internal/services/S/serdes/decode/a/b"
  })
  void whatIsNotBuiltYetSaysSo(String method, String path) {
    HttpResponse<String> response = send(method, path, Optional.empty());

    assertEquals(501, response.statusCode());
    String message = json(response).path("message").asText();
    assertTrue(message.endsWith("is not supported by this server yet."), message);
  }

  @Test
  void compressesLargeAnswersOnRequest() throws IOException, InterruptedException {
    endpoint(Manifests.service("S", "SERVICE"));
    register("", "");
    HttpRequest request =
        HttpRequest.newBuilder(uri("/services")).header("accept-encoding", "br, gzip").build();

    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());

    assertEquals("gzip", response.headers().firstValue("content-encoding").orElse(""));
    assertEquals("accept-encoding", response.headers().firstValue("vary").orElse(""));
  }

  @Test
  void speaksHttp2OnTheSamePort() {
    io.vertx.core.http.HttpClient client =
        vertx.createHttpClient(
            new io.vertx.core.http.HttpClientOptions()
                .setProtocolVersion(io.vertx.core.http.HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    int port = role.orElseThrow().port().orElseThrow();

    Map<String, Object> seen = new HashMap<>();
    await(
        client
            .request(io.vertx.core.http.HttpMethod.GET, port, "127.0.0.1", "/health")
            .compose(io.vertx.core.http.HttpClientRequest::send)
            .onSuccess(response -> seen.put("version", response.version()))
            .onSuccess(response -> seen.put("status", response.statusCode())));

    assertEquals(Map.of("version", io.vertx.core.http.HttpVersion.HTTP_2, "status", 200), seen);
  }

  @Test
  void moreRequestsThanAllowedAreTurnedAway() {
    start(OptionalInt.of(1));
    Future<HttpResponse<String>> first =
        Future.fromCompletionStage(
            http.sendAsync(
                request("POST", "/deployments", Optional.of("{\"uri\":\"http://x/slow\"}"), "application/json"),
                HttpResponse.BodyHandlers.ofString()));
    Eventually.holds(
        () -> get("/health").statusCode() == 429, () -> "Expected the second request to be turned away");

    slow.complete(new Discovery.Discovered(Manifests.of(Manifests.service("S", "SERVICE")), HttpVersion.HTTP_2));

    assertEquals(201, await(first).statusCode());
    assertEquals(200, get("/health").statusCode());
  }

  private void endpoint(String service) {
    endpoints.put(URI_A + "/", Manifests.of(service));
  }

  private HttpResponse<String> register(String prefix, String moreFields) {
    return post(prefix + "/deployments", "{\"uri\":\"" + URI_A + "\"" + moreFields + "}");
  }

  private HttpResponse<String> get(String path) {
    return send("GET", path, Optional.empty());
  }

  private HttpResponse<String> post(String path, String body) {
    return send("POST", path, Optional.of(body));
  }

  private HttpResponse<String> postText(String path, String body) {
    return send(request("POST", path, Optional.of(body), "text/plain"));
  }

  private HttpResponse<String> send(String method, String path, Optional<String> body) {
    return send(request(method, path, body, "application/json"));
  }

  private HttpResponse<String> send(HttpRequest request) {
    return await(Future.fromCompletionStage(http.sendAsync(request, HttpResponse.BodyHandlers.ofString())));
  }

  private HttpRequest request(String method, String path, Optional<String> body, String contentType) {
    HttpRequest.BodyPublisher publisher =
        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody());
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).version(HttpClient.Version.HTTP_1_1);
    body.ifPresent(_ -> request.header("content-type", contentType));
    return request.method(method, publisher).build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + role.orElseThrow().port().orElseThrow() + path);
  }

  private static void assertError(int status, String body, HttpResponse<String> response) {
    assertEquals(body, response.body());
    assertEquals(status, response.statusCode());
    assertEquals("text/plain; charset=utf-8", response.headers().firstValue("content-type").orElse(""));
  }

  private static void assertMessage(int status, String message, HttpResponse<String> response) {
    assertEquals(message, json(response).path("message").asText());
    assertEquals(status, response.statusCode());
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("Expected JSON, but got " + response.body(), e);
    }
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
