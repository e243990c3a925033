package dev.restatevertx.routing;

import io.vertx.core.Future;

/** Sends requests to the leader of the partition that a request's key belongs to. Safe to call from any thread. */
public interface PartitionClient {
  /**
   * Completes on the caller's context with the reply, or fails with {@link RoutingException}. A request that waits for
   * an outcome may stay open for as long as the invocation runs.
   */
  Future<PartitionReply> send(PartitionRequest request);

  /**
   * Nobody waits for the reply of this request any more: what is held for it may go. What it asked for is done all the
   * same. The reply that {@link #send} promised may never come.
   */
  default void abandon(PartitionRequest request) {}
}
