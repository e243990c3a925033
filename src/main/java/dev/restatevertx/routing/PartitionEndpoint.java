package dev.restatevertx.routing;

import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.runtime.Loop;
import io.vertx.core.Promise;

/** A partition that this node may lead. */
public interface PartitionEndpoint {
  /** Where {@link #handle} has to be called. */
  Loop loop();

  /** Answers a request, or fails the promise with {@link RoutingException}. */
  void handle(PartitionRequest request, Promise<PartitionReply> reply);

  /** Nobody waits for the reply of this request any more. */
  void abandon(RequestId request);
}
