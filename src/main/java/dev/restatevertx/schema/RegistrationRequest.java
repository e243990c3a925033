package dev.restatevertx.schema;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the caller of a registration wants.
 *
 * @param additionalHeaders to be sent with every request to the deployment; names in lower case
 * @param metadata free key-value pairs for people
 * @param force replace what is registered at this address; includes {@code breaking}
 * @param breaking allow what breaks callers, such as another type of a service
 */
public record RegistrationRequest(
    EndpointAddress address,
    SortedMap<String, String> additionalHeaders,
    SortedMap<String, String> metadata,
    boolean force,
    boolean breaking) {

  public RegistrationRequest {
    additionalHeaders = Collections.unmodifiableSortedMap(new TreeMap<>(additionalHeaders));
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /** This request, with the HTTP version that the endpoint turned out to speak. */
  public RegistrationRequest withHttpVersion(HttpVersion spoken) {
    return new RegistrationRequest(
        new EndpointAddress(address.uri(), spoken), additionalHeaders, metadata, force, breaking);
  }
}
