package dev.restatevertx.routing;

import dev.restatevertx.base.Partitioning;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Routes to the partitions of this process. Requests hop to the partition's loop, replies hop back. */
public final class LocalRouter implements PartitionClient {
  private final Vertx vertx;
  private final AtomicReferenceArray<Optional<PartitionEndpoint>> endpoints;

  public LocalRouter(Vertx vertx, int partitions) {
    this.vertx = vertx;
    this.endpoints = new AtomicReferenceArray<>(partitions);
    for (int partition = 0; partition < partitions; partition++) {
      endpoints.set(partition, Optional.empty());
    }
  }

  public int partitions() {
    return endpoints.length();
  }

  public void register(int partition, PartitionEndpoint endpoint) {
    endpoints.set(partition, Optional.of(endpoint));
  }

  public void unregister(int partition) {
    endpoints.set(partition, Optional.empty());
  }

  @Override
  public Future<PartitionReply> send(PartitionRequest request) {
    Promise<PartitionReply> promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
    int partition = partitionOf(request);
    endpoints
        .get(partition)
        .ifPresentOrElse(
            endpoint -> onLoop(endpoint, () -> endpoint.handle(request, promise)),
            () ->
                promise.fail(
                    new RoutingException(
                        RoutingException.Reason.NOT_LEADER, "partition " + partition + " has no leader here yet")));
    return promise.future();
  }

  @Override
  public void abandon(PartitionRequest request) {
    endpoints
        .get(partitionOf(request))
        .ifPresent(endpoint -> onLoop(endpoint, () -> endpoint.abandon(request.requestId())));
  }

  private int partitionOf(PartitionRequest request) {
    return Partitioning.partitionOf(request.partitionKey(), endpoints.length());
  }

  private static void onLoop(PartitionEndpoint endpoint, Runnable task) {
    if (endpoint.loop().inLoop()) {
      task.run();
    } else {
      endpoint.loop().execute(task);
    }
  }
}
