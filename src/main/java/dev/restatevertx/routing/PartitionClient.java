package dev.restatevertx.routing;

import io.vertx.core.Future;

/** Sends requests to the leader of the partition that a request's key belongs to. Safe to call from any thread. */
public interface PartitionClient {
  /**
   * Completes on the caller's context with the reply, or fails with {@link RoutingException}. A request that waits for
   * an outcome may stay open for as long as the invocation runs.
   */
  Future<PartitionReply> send(PartitionRequest request);
}
