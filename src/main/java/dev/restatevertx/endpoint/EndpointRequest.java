package dev.restatevertx.endpoint;

import dev.restatevertx.invocation.Header;
import dev.restatevertx.schema.EndpointAddress;
import java.util.List;

/**
 * What to ask of an endpoint.
 *
 * @param path after the address's own path, beginning with a slash
 * @param headers names in lower case; a later one replaces an earlier one of the same name
 * @param post whether the request has a body
 */
public record EndpointRequest(EndpointAddress address, String path, List<Header> headers, boolean post) {
  public EndpointRequest {
    headers = List.copyOf(headers);
  }
}
