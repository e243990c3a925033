package dev.restatevertx.config;

/**
 * An address to bind.
 *
 * @param host host name or IP address, IPv6 without brackets
 * @param port 0 = a free port
 */
public record HostPort(String host, int port) {
  /** {@code host:port}, IPv6 in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
