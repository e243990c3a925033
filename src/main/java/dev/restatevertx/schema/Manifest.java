package dev.restatevertx.schema;

import java.util.List;
import java.util.Optional;

/**
 * An endpoint's discovery document.
 *
 * @param minProtocolVersion first service protocol version that its SDK speaks
 * @param maxProtocolVersion last one
 * @param sdkVersion name and version of the SDK, from a header
 * @param services their revision is 0
 */
public record Manifest(
    ProtocolMode protocolMode,
    int minProtocolVersion,
    int maxProtocolVersion,
    Optional<String> sdkVersion,
    List<Service> services) {
  /** First service protocol version that this server speaks. */
  public static final int MIN_PROTOCOL_VERSION = 5;

  /** Last service protocol version that this server accepts at registration. */
  public static final int MAX_PROTOCOL_VERSION = 7;

  public Manifest {
    services = List.copyOf(services);
  }
}
