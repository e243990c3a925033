package dev.restatevertx.endpoint;

import io.vertx.core.Future;

/** Streams to endpoints, over connections that belong to one loop. Called, and answering, on that loop. */
public interface EndpointClient {
  /**
   * A stream that is opened as soon as a connection has room. What happens is told to the handler, the first thing
   * being {@link EndpointHandler#writable} or {@link EndpointHandler#failed}; both may come within this call.
   */
  EndpointStream open(EndpointRequest request, EndpointHandler handler);

  /** Closes all connections; open streams fail. */
  Future<Void> close();
}
