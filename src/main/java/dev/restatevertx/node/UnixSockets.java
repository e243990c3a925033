package dev.restatevertx.node;

import dev.restatevertx.config.Listen;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes ready for listening on a Unix domain socket. */
final class UnixSockets {
  private static final Logger LOG = System.getLogger("restate.node");

  /** The longest path that the kernel takes, with its closing zero byte. */
  private static final int PATH_MAX = 107;

  private UnixSockets() {}

  /** The address to listen on; empty if a door shall have no Unix socket, or can have none here. */
  static Future<Optional<SocketAddress>> prepare(NodeContext context, Listen listen) {
    Path path = listen.unixSocket();
    if (!listen.unix()) {
      return Future.succeededFuture(Optional.empty());
    }
    Optional<String> obstacle = obstacle(context, path);
    if (obstacle.isPresent()) {
      if (!listen.tcp()) {
        return Future.failedFuture(
            new StartException(
                "Expected to listen on " + path + " as listen-mode = unix asks for, but " + obstacle.get()));
      }
      LOG.log(Level.DEBUG, "The Unix socket {0} is not opened: {1}", path, obstacle.get());
      return Future.succeededFuture(Optional.empty());
    }
    return context
        .tasks()
        .run(
            () -> {
              // Left over from a process that was killed; the lock of the data directory says that it is gone.
              Files.createDirectories(path.toAbsolutePath().getParent());
              Files.deleteIfExists(path);
              return Optional.of(SocketAddress.domainSocketAddress(path.toString()));
            });
  }

  private static Optional<String> obstacle(NodeContext context, Path path) {
    if (!context.vertx().isNativeTransportEnabled()) {
      return Optional.of("this platform has no native transport");
    }
    return path.toString().length() > PATH_MAX
        ? Optional.of("the kernel takes paths of up to " + PATH_MAX + " bytes only: choose a shorter base-dir")
        : Optional.empty();
  }
}
