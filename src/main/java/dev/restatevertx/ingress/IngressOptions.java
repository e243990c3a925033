package dev.restatevertx.ingress;

import dev.restatevertx.base.Check;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the door.
 *
 * @param addresses where to listen; port 0 picks a free one
 * @param eventLoops how many event loops share the work, 1 or more
 * @param requestSizeMax bytes of one body
 * @param bodyBytesMax bytes of the bodies of all requests in progress
 * @param concurrentRequestsMax requests in progress
 * @param controlledSharding the cluster feature {@code controlled-idempotent-sharding}
 * @param bodyIdleTimeout how long the next bytes of a body may take
 * @param drainTimeout how long requests in progress have to end when the door closes
 */
public record IngressOptions(
    List<SocketAddress> addresses,
    int eventLoops,
    long requestSizeMax,
    long bodyBytesMax,
    long concurrentRequestsMax,
    boolean controlledSharding,
    Duration bodyIdleTimeout,
    Duration drainTimeout) {
  /** Time for the next bytes of a body; the original has no such limit. */
  public static final Duration BODY_IDLE_TIMEOUT = Duration.ofSeconds(30);

  public static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

  public IngressOptions {
    Check.argument(!addresses.isEmpty(), "Expected an address to listen on, but got none");
    Check.argument(eventLoops > 0, "Expected at least one event loop, but got %s", eventLoops);
    addresses = List.copyOf(addresses);
  }
}
