package dev.restatevertx.invoker;

import dev.restatevertx.endpoint.EndpointRequest;
import dev.restatevertx.endpoint.RequestIdentity;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invoker.core.Route;
import dev.restatevertx.protocol.ProtocolVersions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Path and headers of an attempt's request. */
final class RequestHeads {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Map<String, String> additionalHeaders;
  private final Optional<RequestIdentity> identity;

  /**
   * Makes heads.
   *
   * @param additionalHeaders sent to every endpoint, names in lower case
   */
  RequestHeads(Map<String, String> additionalHeaders, Optional<RequestIdentity> identity) {
    this.additionalHeaders = additionalHeaders;
    this.identity = identity;
  }

  EndpointRequest of(InvocationSnapshot snapshot, Route route, long nowMillis) {
    InvocationTarget target = snapshot.target();
    String path = "/invoke/" + target.service() + "/" + target.handler();
    String mediaType = ProtocolVersions.mediaType(route.protocolVersion());
    List<Header> headers = new ArrayList<>(8);
    headers.add(new Header("content-type", mediaType));
    headers.add(new Header("accept", mediaType));
    headers.add(new Header("x-restate-invocation-id", snapshot.id().toString()));
    if (target.kind().keyed()) {
      headers.add(new Header("x-restate-service-key", percentEncoded(target.key())));
    }
    additionalHeaders.forEach((name, value) -> headers.add(new Header(name, value)));
    identity.ifPresent(key -> headers.addAll(key.headers(path, target.optionalKey(), nowMillis)));
    route.deployment().additionalHeaders().forEach((name, value) -> headers.add(new Header(name, value)));
    return new EndpointRequest(route.deployment().address(), path, headers, true);
  }

  /** Unreserved characters of RFC 3986 stay, all other bytes of the UTF-8 form are escaped. */
  static String percentEncoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHighHexDigit(b)).append(HEX.toLowHexDigit(b));
      }
    }
    return encoded.toString();
  }
}
