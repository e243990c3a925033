package dev.restatevertx.endpoint;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Loop;
import dev.restatevertx.schema.EndpointAddress;
import dev.restatevertx.schema.HttpVersion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks endpoints which services they have. */
public final class DiscoveryClient {
  private static final String MEDIA_TYPE_PREFIX = "application/vnd.restate.endpointmanifest.v";
  private static final String MEDIA_TYPE_SUFFIX = "+json";
  private static final int OLDEST_MANIFEST = 1;
  private static final int NEWEST_MANIFEST = 4;
  private static final int MANIFEST_LIMIT = 32 * 1024 * 1024;
  private static final String PATH = "/discover";
  private static final Set<Integer> RETRYABLE = Set.of(408, 429, 500, 502, 503, 504);

  /** Delays between tries; a failure that may pass is retried as often as there are delays. */
  private static final List<Duration> RETRY_DELAYS =
      List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(1));

  private static final Duration TRY_TIMEOUT = Duration.ofSeconds(10);

  private final EndpointClient client;
  private final Loop loop;
  private final Map<String, String> additionalHeaders;
  private final Optional<RequestIdentity> identity;
  private final Clock clock;

  /**
   * An endpoint's answer.
   *
   * @param manifest the JSON document as sent
   * @param contentType names the manifest's version, one of those that we accept
   * @param server the endpoint's {@code x-restate-server}
   * @param http2 whether the answer came over HTTP/2
   */
  public record Discovered(Bytes manifest, String contentType, Optional<String> server, boolean http2) {}

  /** Discovery that uses {@code client}, on its loop. */
  public DiscoveryClient(
      EndpointClient client,
      Loop loop,
      Clock clock,
      Map<String, String> additionalHeaders,
      Optional<RequestIdentity> identity) {
    this.client = client;
    this.loop = loop;
    this.clock = clock;
    this.additionalHeaders = additionalHeaders;
    this.identity = identity;
  }

  /**
   * Reads an endpoint's manifest. To be called on the loop. Fails with {@link DiscoveryException}.
   *
   * @param headers of the registration request, in place of our own of the same name
   */
  public Future<Discovered> discover(EndpointAddress address, Map<String, String> headers) {
    Promise<Discovered> promise = Promise.promise();
    attempt(address, headers, 0, promise);
    return promise.future();
  }

  private void attempt(
      EndpointAddress address, Map<String, String> headers, int retries, Promise<Discovered> promise) {
    Promise<EndpointClient.Answer> answer = Promise.promise();
    var timeout =
        loop.timers()
            .after(
                TRY_TIMEOUT,
                () ->
                    answer.tryFail(
                        new EndpointException(
                            EndpointException.Kind.TIMEOUT,
                            "No answer within " + TRY_TIMEOUT.toSeconds() + " s")));
    client.fetch(request(address, headers), MANIFEST_LIMIT).onComplete(answer::tryComplete, answer::tryFail);
    answer
        .future()
        .onComplete(
            received -> {
              timeout.cancel();
              answered(address, received).onComplete(promise::complete, e -> retry(e, address, headers, retries, promise));
            },
            cause -> {
              timeout.cancel();
              retry(unreachable(address, cause), address, headers, retries, promise);
            });
  }

  private void retry(
      Throwable cause,
      EndpointAddress address,
      Map<String, String> headers,
      int retries,
      Promise<Discovered> promise) {
    if (!(cause instanceof DiscoveryException failure) || !failure.mayPass() || retries == RETRY_DELAYS.size()) {
      promise.fail(cause);
      return;
    }
    loop.timers().after(RETRY_DELAYS.get(retries), () -> attempt(address, headers, retries + 1, promise));
  }

  private EndpointRequest request(EndpointAddress address, Map<String, String> headers) {
    List<Header> all = new ArrayList<>();
    all.add(new Header("accept", acceptedTypes()));
    additionalHeaders.forEach((name, value) -> all.add(new Header(name, value)));
    identity.ifPresent(key -> all.addAll(key.headers(PATH, Optional.empty(), clock.millis())));
    headers.forEach((name, value) -> all.add(new Header(name, value)));
    return new EndpointRequest(address, PATH, all, false);
  }

  private static Future<Discovered> answered(EndpointAddress address, EndpointClient.Answer answer) {
    int status = answer.head().status();
    if (status == 404) {
      return fail(
          ErrorCode.META0003,
          false,
          address.uri() + " answered discovery with 404: is it a Restate service, and is the path right?");
    }
    if (status / 100 != 2) {
      return fail(
          ErrorCode.META0003, RETRYABLE.contains(status), address.uri() + " answered discovery with status " + status);
    }
    if (address.httpVersion() == HttpVersion.HTTP_2 && !answer.head().http2()) {
      return fail(
          ErrorCode.META0014, false, address.uri() + " answered in HTTP/1.1: register it with use_http_11");
    }
    String contentType = answer.head().header("content-type").orElse("");
    for (int version = OLDEST_MANIFEST; version <= NEWEST_MANIFEST; version++) {
      if (contentType.equals(mediaType(version))) {
        return Future.succeededFuture(
            new Discovered(
                answer.body(), contentType, answer.head().header("x-restate-server"), answer.head().http2()));
      }
    }
    return fail(
        ErrorCode.META0013,
        false,
        "Expected one of the content types "
            + acceptedTypes()
            + " from "
            + address.uri()
            + ", but it sent '"
            + contentType
            + "'");
  }

  private static DiscoveryException unreachable(EndpointAddress address, Throwable cause) {
    boolean mayPass =
        !(cause instanceof EndpointException e
            && (e.kind() == EndpointException.Kind.TOO_LARGE || e.kind() == EndpointException.Kind.NOT_HTTP2));
    return new DiscoveryException(
        ErrorCode.META0003, mayPass, "Discovery of " + address.uri() + " failed: " + cause.getMessage());
  }

  private static Future<Discovered> fail(ErrorCode code, boolean mayPass, String message) {
    return Future.failedFuture(new DiscoveryException(code, mayPass, message));
  }

  private static String acceptedTypes() {
    StringBuilder types = new StringBuilder();
    for (int version = OLDEST_MANIFEST; version <= NEWEST_MANIFEST; version++) {
      types.append(version == OLDEST_MANIFEST ? "" : ", ").append(mediaType(version));
    }
    return types.toString();
  }

  private static String mediaType(int version) {
    return MEDIA_TYPE_PREFIX + version + MEDIA_TYPE_SUFFIX;
  }
}
