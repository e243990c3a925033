package dev.restatevertx.schema;

import java.util.Optional;
import java.util.SortedMap;

/**
 * A change of a deployment.
 *
 * @param uri normalized; empty: keep
 * @param httpVersion empty: keep
 * @param additionalHeaders instead of all that it has; empty: keep
 * @param overwrite whether its services are taken from the new discovery document
 */
public record DeploymentUpdate(
    Optional<String> uri,
    Optional<HttpVersion> httpVersion,
    Optional<SortedMap<String, String>> additionalHeaders,
    boolean overwrite) {

  /** Whether this changes anything in {@code deployment}, so that the endpoint has to be discovered anew. */
  public boolean changes(Deployment deployment) {
    return !addressOf(deployment).equals(deployment.address())
        || !headersOf(deployment).equals(deployment.additionalHeaders());
  }

  /** The address after the update. */
  public EndpointAddress addressOf(Deployment deployment) {
    EndpointAddress old = deployment.address();
    return new EndpointAddress(uri.orElse(old.uri()), httpVersion.orElse(old.httpVersion()));
  }

  /** This update, with the HTTP version that the endpoint turned out to speak. */
  public DeploymentUpdate withHttpVersion(HttpVersion spoken) {
    return new DeploymentUpdate(uri, Optional.of(spoken), additionalHeaders, overwrite);
  }

  /** This update, with services taken anew. */
  public DeploymentUpdate overwriting() {
    return new DeploymentUpdate(uri, httpVersion, additionalHeaders, true);
  }

  /** The additional headers after the update. */
  public SortedMap<String, String> headersOf(Deployment deployment) {
    return additionalHeaders.orElse(deployment.additionalHeaders());
  }
}
