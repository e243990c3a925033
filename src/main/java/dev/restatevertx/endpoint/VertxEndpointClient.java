package dev.restatevertx.endpoint;

import dev.restatevertx.config.Http2ClientConfig;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.runtime.Loop;
import dev.restatevertx.schema.EndpointAddress;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Endpoints over Vert.x: HTTP/2 by prior knowledge on connections of this loop's own, HTTP/1.1 and TLS (where ALPN
 * decides the version) through its pool.
 */
public final class VertxEndpointClient implements EndpointClient {
  // HTTP/1.1 needs a connection per stream; how many streams there are at once is limited elsewhere.
  private static final int POOL_SIZE = 16_384;

  private final Loop loop;
  private final Http2ClientConfig http2;
  private final HttpClientAgent h2c;
  private final HttpClientAgent http11;
  private final HttpClientAgent tls;
  private final HttpClientAgent tls11;
  private final Map<EndpointAddress, Destination> destinations = new HashMap<>();
  private final Map<String, H2Connections> connections = new HashMap<>();

  /** A client without connections yet. */
  public VertxEndpointClient(Vertx vertx, Loop loop, EndpointSettings settings) {
    this.loop = loop;
    this.http2 = settings.http2();
    PoolOptions pool =
        new PoolOptions().setHttp1MaxSize(POOL_SIZE).setHttp2MaxSize(POOL_SIZE).setMaxWaitQueueSize(-1);
    this.h2c = vertx.createHttpClient(options(settings).setProtocolVersion(HttpVersion.HTTP_2), pool);
    this.http11 = vertx.createHttpClient(options(settings).setProtocolVersion(HttpVersion.HTTP_1_1), pool);
    this.tls =
        vertx.createHttpClient(
            options(settings)
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)),
            pool);
    this.tls11 =
        vertx.createHttpClient(
            options(settings).setSsl(true).setProtocolVersion(HttpVersion.HTTP_1_1), pool);
  }

  @Override
  public EndpointStream open(EndpointRequest request, EndpointHandler handler) {
    Destination destination = destination(request.address());
    VertxEndpointStream stream = new VertxEndpointStream(destination.toString(), handler);
    stream.openOn(
        destination.secure() || destination.http11()
            ? pooled(destination).request(options(destination, request))
            : connections(destination).request(options(destination, request)),
        () -> release(destination));
    return stream;
  }

  @Override
  public Future<Void> close() {
    return Future.join(h2c.close(), http11.close(), tls.close(), tls11.close()).mapEmpty();
  }

  private Destination destination(EndpointAddress address) {
    return destinations.computeIfAbsent(address, Destination::of);
  }

  private HttpClientAgent pooled(Destination destination) {
    if (!destination.secure()) {
      return http11;
    }
    return destination.http11() ? tls11 : tls;
  }

  private H2Connections connections(Destination destination) {
    return connections.computeIfAbsent(
        destination.toString(), _ -> new H2Connections(h2c, loop, http2, destination));
  }

  private void release(Destination destination) {
    if (!destination.secure() && !destination.http11()) {
      connections(destination).finished();
    }
  }

  private static RequestOptions options(Destination destination, EndpointRequest request) {
    MultiMap headers = HttpHeaders.headers();
    for (Header header : request.headers()) {
      headers.set(header.name(), header.value());
    }
    return new RequestOptions()
        .setHost(destination.host())
        .setPort(destination.port())
        .setSsl(destination.secure())
        .setMethod(request.post() ? HttpMethod.POST : HttpMethod.GET)
        .setURI(destination.basePath() + request.path())
        .setHeaders(headers);
  }

  private static HttpClientOptions options(EndpointSettings settings) {
    Http2ClientConfig http2 = settings.http2();
    return new HttpClientOptions()
        .setHttp2ClearTextUpgrade(false)
        .setConnectTimeout((int) Math.min(settings.connectTimeout().toMillis(), Integer.MAX_VALUE))
        .setHttp2MultiplexingLimit(http2.streamsPerConnectionLimit())
        .setHttp2ConnectionWindowSize(http2.initialConnectionWindowSize())
        .setInitialSettings(
            new Http2Settings()
                .setInitialWindowSize(http2.initialStreamWindowSize())
                .setMaxFrameSize(http2.maxFrameSize())
                .setPushEnabled(false));
  }
}
