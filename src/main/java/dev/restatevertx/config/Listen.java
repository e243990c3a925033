package dev.restatevertx.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where one of the node's doors listens and how others reach it.
 *
 * @param mode the kinds of sockets to open
 * @param bindHost host name or IP address, IPv6 without brackets
 * @param bindPort 0 = a free port
 * @param unixSocket path of the Unix domain socket
 * @param advertisedAddress what others shall use, if it was given
 * @param advertisedHost the host of the advertised address if the latter was not given
 */
public record Listen(
    ListenMode mode,
    String bindHost,
    int bindPort,
    Path unixSocket,
    Optional<URI> advertisedAddress,
    String advertisedHost) {

  /** The same with other kinds of sockets. */
  public Listen withMode(ListenMode other) {
    return new Listen(other, bindHost, bindPort, unixSocket, advertisedAddress, advertisedHost);
  }

  public boolean tcp() {
    return mode != ListenMode.UNIX;
  }

  public boolean unix() {
    return mode != ListenMode.TCP;
  }

  /**
   * The address that others shall use.
   *
   * @param boundPort the port that was bound: differs from {@link #bindPort} if that is 0
   */
  public URI advertised(int boundPort) {
    String host = advertisedHost.indexOf(':') >= 0 ? "[" + advertisedHost + "]" : advertisedHost;
    return advertisedAddress.orElseGet(() -> URI.create("http://" + host + ":" + boundPort + "/"));
  }
}
