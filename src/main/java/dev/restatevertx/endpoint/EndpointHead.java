package dev.restatevertx.endpoint;

import java.util.Optional;
import java.util.function.Function;

/**
 * Status and headers of a response.
 *
 * @param headers looks a header up by its name in lower case
 * @param http2 whether it came over HTTP/2
 */
public record EndpointHead(int status, Function<String, Optional<String>> headers, boolean http2) {
  public Optional<String> header(String name) {
    return headers.apply(name);
  }
}
