package dev.restatevertx.schema;

import java.util.SortedMap;
import java.util.Optional;

/**
 * A change of a deployment.
 *
 * @param address empty: keep
 * @param additionalHeaders instead of all that it has; empty: keep
 * @param overwrite whether its services are taken from the new discovery document
 */
public record DeploymentUpdate(
    Optional<EndpointAddress> address, Optional<SortedMap<String, String>> additionalHeaders, boolean overwrite) {

  /** Whether this changes anything in {@code deployment}, so that the endpoint has to be discovered anew. */
  public boolean changes(Deployment deployment) {
    return !addressOf(deployment).equals(deployment.address())
        || !headersOf(deployment).equals(deployment.additionalHeaders());
  }

  /** The address after the update. */
  public EndpointAddress addressOf(Deployment deployment) {
    return address.orElse(deployment.address());
  }

  /** The additional headers after the update. */
  public SortedMap<String, String> headersOf(Deployment deployment) {
    return additionalHeaders.orElse(deployment.additionalHeaders());
  }
}
