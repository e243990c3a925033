package dev.restatevertx.endpoint;

import dev.restatevertx.schema.EndpointAddress;
import dev.restatevertx.schema.HttpVersion;
import java.net.URI;

/**
 * An address taken apart.
 *
 * @param basePath without a slash at its end
 */
record Destination(String host, int port, boolean secure, boolean http11, String basePath) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  static Destination of(EndpointAddress address) {
    URI uri = URI.create(address.uri());
    int port = uri.getPort() >= 0 ? uri.getPort() : address.secure() ? HTTPS_PORT : HTTP_PORT;
    String path = uri.getRawPath();
    String basePath = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String host = uri.getHost() == null ? uri.getRawAuthority() : uri.getHost();
    return new Destination(
        unbracketed(host), port, address.secure(), address.httpVersion() == HttpVersion.HTTP_1_1, basePath);
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
