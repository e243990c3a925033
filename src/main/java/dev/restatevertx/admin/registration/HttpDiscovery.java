package dev.restatevertx.admin.registration;

import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.base.FriendlyDuration;
import dev.restatevertx.schema.EndpointAddress;
import dev.restatevertx.schema.HttpVersion;
import dev.restatevertx.schema.Manifest;
import dev.restatevertx.schema.ManifestParser;
import dev.restatevertx.schema.SchemaException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Discovery over HTTP: {@code GET {uri}/discover}; h2c with prior knowledge unless HTTP/1.1 was asked for, ALPN for
 * {@code https}. A failing endpoint is asked again a few times, as it may just be starting. Each discovery has a client
 * of its own: they are rare, and nothing of them may linger.
 */
public final class HttpDiscovery implements Discovery {
  private static final Set<Integer> RETRYABLE = Set.of(408, 429, 500, 502, 503, 504);
  private static final int SHOWN_BODY_CHARS = 1024;

  private final Vertx vertx;
  private final Limits limits;
  private final Function<String, Map<String, String>> serverHeaders;

  /**
   * Bounds.
   *
   * @param connectTimeout for a connection
   * @param timeout for all attempts and the pauses between them
   * @param attempts in all
   * @param pause between attempts
   * @param maxDocumentBytes upper limit of a discovery document
   */
  public record Limits(
      Duration connectTimeout, Duration timeout, int attempts, Duration pause, int maxDocumentBytes) {
    public static final Limits STANDARD =
        new Limits(Duration.ofSeconds(10), Duration.ofSeconds(15), 3, Duration.ofMillis(250), 32 << 20);
  }

  /**
   * Makes a discovery.
   *
   * @param serverHeaders what the server itself sends along, given the path of the request: the configured additional
   *     request headers and those of request identity
   */
  public HttpDiscovery(Vertx vertx, Limits limits, Function<String, Map<String, String>> serverHeaders) {
    this.vertx = vertx;
    this.limits = limits;
    this.serverHeaders = serverHeaders;
  }

  @Override
  public Future<Discovered> discover(EndpointAddress address, SortedMap<String, String> additionalHeaders) {
    HttpClient client = vertx.createHttpClient(options(address));
    Promise<Discovered> result = Promise.promise();
    long timer =
        vertx.setTimer(
            limits.timeout().toMillis(),
            _ ->
                result.tryFail(
                    unreachable(address, "no answer within " + FriendlyDuration.format(limits.timeout())).reason()));
    attempt(client, address, additionalHeaders, 1)
        .onComplete(
            found -> {
              vertx.cancelTimer(timer);
              if (found.succeeded()) {
                result.tryComplete(found.result());
              } else {
                result.tryFail(found.cause());
              }
            });
    // Closing the client ends what may still be under way.
    return result.future().onComplete(_ -> client.close());
  }

  private HttpClientOptions options(EndpointAddress address) {
    boolean http2 = address.httpVersion() == HttpVersion.HTTP_2;
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(http2 ? io.vertx.core.http.HttpVersion.HTTP_2 : io.vertx.core.http.HttpVersion.HTTP_1_1)
            .setHttp2ClearTextUpgrade(false)
            .setConnectTimeout(Math.toIntExact(limits.connectTimeout().toMillis()));
    if (address.secure()) {
      options.setSsl(true).setUseAlpn(http2).setVerifyHost(true);
    }
    return options;
  }

  private Future<Discovered> attempt(
      HttpClient client, EndpointAddress address, SortedMap<String, String> additionalHeaders, int attempt) {
    return once(client, address, additionalHeaders)
        .recover(
            failure -> {
              if (!(failure instanceof Retryable retryable)) {
                return Future.failedFuture(failure);
              }
              if (attempt >= limits.attempts()) {
                return Future.failedFuture(retryable.reason());
              }
              return vertx
                  .timer(limits.pause().toMillis(), TimeUnit.MILLISECONDS)
                  .compose(_ -> attempt(client, address, additionalHeaders, attempt + 1));
            });
  }

  private Future<Discovered> once(
      HttpClient client, EndpointAddress address, SortedMap<String, String> additionalHeaders) {
    String uri = discoveryUri(address.uri());
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(uri)
            .setConnectTimeout(limits.connectTimeout().toMillis());
    options.putHeader("accept", ManifestParser.ACCEPT);
    serverHeaders.apply(options.getURI()).forEach(options::putHeader);
    additionalHeaders.forEach(options::putHeader);
    return client
        .request(options)
        .compose(HttpClientRequest::send)
        .compose(response -> read(address, response))
        .recover(failure -> Future.failedFuture(explain(address, failure)));
  }

  private Future<Discovered> read(EndpointAddress address, HttpClientResponse response) {
    Promise<Buffer> body = Promise.promise();
    Buffer read = Buffer.buffer();
    response.exceptionHandler(body::tryFail);
    response.endHandler(_ -> body.tryComplete(read));
    response.handler(
        chunk -> {
          if (read.length() + chunk.length() > limits.maxDocumentBytes()) {
            body.tryFail(
                new DiscoveryException(
                    ErrorCode.META0013,
                    "received a bad response from the SDK: the discovery document is larger than "
                        + limits.maxDocumentBytes() + " bytes"));
            response.request().reset();
          } else {
            read.appendBuffer(chunk);
          }
        });
    return body.future().map(document -> discovered(address, response, document));
  }

  private static Discovered discovered(EndpointAddress address, HttpClientResponse response, Buffer document) {
    int status = response.statusCode();
    if (status < 200 || status >= 300) {
      String text = document.toString();
      String shown = text.length() <= SHOWN_BODY_CHARS ? text : text.substring(0, SHOWN_BODY_CHARS) + "…";
      String hint =
          status == 404
              ? ". Make sure the provided URI has the correct path where the Restate SDK endpoint is mounted"
              : "";
      DiscoveryException failure =
          new DiscoveryException(
              ErrorCode.META0003,
              "got status code '" + status + "' from '" + address.uri() + "'" + hint + ". Body: " + shown);
      throw RETRYABLE.contains(status) ? new Retryable(failure) : failure;
    }
    Manifest manifest =
        ManifestParser.parse(
            Optional.ofNullable(response.getHeader("content-type")),
            Optional.ofNullable(response.getHeader("x-restate-server")),
            document.getBytes());
    boolean http2 = response.version() == io.vertx.core.http.HttpVersion.HTTP_2;
    return new Discovered(manifest, http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
  }

  /** Turns what Vert.x says into something that helps. */
  private static RuntimeException explain(EndpointAddress address, Throwable failure) {
    return switch (failure) {
      case Retryable retryable -> retryable;
      case DiscoveryException discovery -> discovery;
      case SchemaException schema -> schema;
      case ConnectException e -> unreachable(address, "cannot connect: " + e.getMessage());
      case UnknownHostException e -> unreachable(address, "unknown host: " + e.getMessage());
      case TimeoutException e -> unreachable(address, "timeout: " + e.getMessage()).reason();
      // What comes first on a connection of the other kind is no frame of settings.
      case Http2Exception e when String.valueOf(e.getMessage()).contains("not SETTINGS") ->
          new DiscoveryException(
              ErrorCode.META0014,
              "error when calling '" + address.uri()
                  + "': server possibly supports only HTTP1.1, consider discovery with --use-http1.1.");
      case DecoderException e -> onlyHttp2(address, e);
      case IllegalArgumentException e -> onlyHttp2(address, e);
      case Throwable e -> unreachable(address, e.getClass().getSimpleName() + ": " + e.getMessage());
    };
  }

  private static DiscoveryException onlyHttp2(EndpointAddress address, Exception failure) {
    return new DiscoveryException(
        ErrorCode.META0003,
        "error when calling '" + address.uri()
            + "': server possibly supports only HTTP/2, consider discovering without --use-http1.1.\nReason: "
            + failure.getMessage());
  }

  private static Retryable unreachable(EndpointAddress address, String reason) {
    return new Retryable(
        new DiscoveryException(ErrorCode.META0003, "error when calling '" + address.uri() + "': " + reason));
  }

  /** The path is kept, the query too: {@code http://host/base?a=b} is asked at {@code /base/discover?a=b}. */
  static String discoveryUri(String uri) {
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    String separator = path.endsWith("/") ? "" : "/";
    return path + separator + "discover" + (query < 0 ? "" : uri.substring(query));
  }

  /** A failure that may pass. */
  private static final class Retryable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RuntimeException reason;

    Retryable(RuntimeException reason) {
      super(reason.getMessage(), null, false, false);
      this.reason = reason;
    }

    RuntimeException reason() {
      return reason;
    }
  }
}
