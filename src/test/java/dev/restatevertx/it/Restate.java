package dev.restatevertx.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.restatevertx.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A caller of a server: its ingress and its admin API. */
final class Restate {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String ingress;
  private final String admin;

  Restate(int ingressPort, int adminPort) {
    this.ingress = "http://127.0.0.1:" + ingressPort;
    this.admin = "http://127.0.0.1:" + adminPort;
  }

  /** One answer. */
  record Answer(int status, String body, HttpResponse<String> response) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("Expected JSON, but got " + body, e);
      }
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** Whether both doors take requests; what it is called for registers and calls right after. */
  boolean ready() {
    try {
      return get(admin + "/health").status() == 200 && get(ingress + "/restate/health").status() == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  /** Registers an endpoint; waits until the ingress knows its services. */
  void register(String uri, boolean http11) {
    Answer answer = post(admin + "/deployments", "{\"uri\":\"" + uri + "\",\"use_http_11\":" + http11 + "}");
    if (answer.status() != 201 && answer.status() != 200) {
      throw new AssertionError("Expected the endpoint to be registered, but got " + answer.status() + ": " + answer.body());
    }
    for (JsonNode service : answer.json().get("services")) {
      String name = service.get("name").textValue();
      Eventually.holds(
          () -> get(ingress + "/restate/health").body().contains("\"" + name + "\""),
          () -> "Expected the ingress to know " + name);
    }
  }

  /** Calls or sends, by path, with a JSON body; an empty one has no content type. */
  Answer call(String path, String body, String... headers) {
    return send(request(path, body, headers));
  }

  /** As {@link #call}, without waiting. */
  CompletableFuture<Answer> callLater(String path, String body, String... headers) {
    return http.sendAsync(request(path, body, headers), HttpResponse.BodyHandlers.ofString())
        .thenApply(response -> new Answer(response.statusCode(), response.body(), response));
  }

  /** The body of a successful call. */
  String value(String path, String body, String... headers) {
    Answer answer = call(path, body, headers);
    if (answer.status() != 200) {
      throw new AssertionError("Expected " + path + " to answer 200, but got " + answer.status() + ": " + answer.body());
    }
    return answer.body();
  }

  Answer read(String path) {
    return get(ingress + path);
  }

  Answer adminGet(String path) {
    return get(admin + path);
  }

  Answer adminPatch(String path) {
    return send(
        HttpRequest.newBuilder(URI.create(admin + path))
            .timeout(TIMEOUT)
            .method("PATCH", HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private HttpRequest request(String path, String body, String... headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(ingress + path)).timeout(TIMEOUT);
    if (!body.isEmpty()) {
      builder.header("content-type", "application/json");
    }
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return builder.POST(HttpRequest.BodyPublishers.ofString(body)).build();
  }

  private Answer get(String uri) {
    return send(HttpRequest.newBuilder(URI.create(uri)).timeout(TIMEOUT).GET().build());
  }

  private Answer post(String uri, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(TIMEOUT)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
