package dev.restatevertx.admin.registration;

import dev.restatevertx.schema.EndpointAddress;
import dev.restatevertx.schema.HttpVersion;
import dev.restatevertx.schema.Manifest;
import io.vertx.core.Future;
import java.util.SortedMap;

/** Asks endpoints what they have. Bounded in time and size. */
public interface Discovery {
  /**
   * Reads an endpoint's discovery document.
   *
   * @param additionalHeaders sent along
   * @return fails with {@link DiscoveryException} if there is no answer, or with {@link
   *     dev.restatevertx.schema.SchemaException} if it is of no use
   */
  Future<Discovered> discover(EndpointAddress address, SortedMap<String, String> additionalHeaders);

  /**
   * What an endpoint answered.
   *
   * @param httpVersion spoken: over https the endpoint has a say
   */
  record Discovered(Manifest manifest, HttpVersion httpVersion) {}
}
