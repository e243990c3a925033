package dev.restatevertx.schema;

import dev.restatevertx.base.DeploymentId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A registered code location.
 *
 * @param additionalHeaders sent with every request to it; names in lower case
 * @param createdAtMillis epoch millis of its registration, or of its last forced one
 * @param minProtocolVersion first service protocol version that its SDK speaks
 * @param maxProtocolVersion last one
 * @param services by name
 */
public record Deployment(
    DeploymentId id,
    EndpointAddress address,
    ProtocolMode protocolMode,
    SortedMap<String, String> additionalHeaders,
    SortedMap<String, String> metadata,
    long createdAtMillis,
    int minProtocolVersion,
    int maxProtocolVersion,
    Optional<String> sdkVersion,
    List<Service> services) {

  public Deployment {
    additionalHeaders = Collections.unmodifiableSortedMap(new TreeMap<>(additionalHeaders));
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    services = services.stream().sorted(Comparator.comparing(Service::name)).toList();
  }

  /** Its SDK is too old for new invocations. */
  public boolean deprecated() {
    return maxProtocolVersion < Manifest.MIN_PROTOCOL_VERSION;
  }

  Deployment withServices(List<Service> services) {
    return new Deployment(
        id,
        address,
        protocolMode,
        additionalHeaders,
        metadata,
        createdAtMillis,
        minProtocolVersion,
        maxProtocolVersion,
        sdkVersion,
        services);
  }
}
