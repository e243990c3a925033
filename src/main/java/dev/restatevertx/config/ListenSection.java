package dev.restatevertx.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The address keys, which each of the doors has. Those of the top level are the fabric's, and most of them the others'
 * defaults.
 */
final class ListenSection {
  private static final Type<ListenMode> MODE = Types.oneOf(ListenMode.class);
  private static final String LOOPBACK = "127.0.0.1";

  private final Section root;
  private final Path nodeDir;
  private final Machine machine;

  ListenSection(Section root, Path nodeDir, Machine machine) {
    this.root = root;
    this.nodeDir = nodeDir;
    this.machine = machine;
  }

  /**
   * Reads the addresses of one door.
   *
   * @param section the door's own
   * @param door names the Unix domain socket
   * @param defaultPort unless ports shall be random
   */
  Listen read(Section section, String door, int defaultPort) {
    ListenMode common = root.find("listen-mode", MODE).orElse(ListenMode.ALL);
    ListenMode mode = section.get("listen-mode", MODE, common);
    boolean random =
        section
            .find("use-random-ports", Types.SWITCH)
            .or(() -> root.find("use-random-ports", Types.SWITCH))
            .orElse(false);
    Optional<HostPort> bindAddress = section.find("bind-address", Types.HOST_PORT);
    String bindIp =
        section
            .find("bind-ip", Types.TEXT)
            .or(() -> root.find("bind-ip", Types.TEXT))
            .orElse(machine.ipv6() ? "::" : "0.0.0.0");
    int bindPort = section.find("bind-port", Types.PORT).orElse(random ? 0 : defaultPort);
    Optional<String> advertisedHost =
        section.find("advertised-host", Types.TEXT).or(() -> root.find("advertised-host", Types.TEXT));
    Optional<URI> advertisedAddress = section.find("advertised-address", Types.ADDRESS);
    HostPort bound = bindAddress.orElse(new HostPort(bindIp, bindPort));
    return new Listen(
        mode,
        bound.host(),
        bound.port(),
        nodeDir.resolve(door + ".sock"),
        advertisedAddress,
        advertisedHost.orElseGet(() -> isWildcard(bound.host()) ? LOOPBACK : bound.host()));
  }

  private static boolean isWildcard(String host) {
    return host.equals("::") || host.equals("0.0.0.0");
  }
}
