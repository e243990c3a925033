package dev.restatevertx.ingress;

import dev.restatevertx.routing.PartitionClient;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.PartitionRequest;
import io.vertx.core.Future;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A partition whose answers a test writes down; keeps what it was asked. */
final class PlayedPartition implements PartitionClient {
  final List<PartitionRequest> requests = new CopyOnWriteArrayList<>();
  final List<PartitionRequest> abandoned = new CopyOnWriteArrayList<>();
  private final Queue<Function<PartitionRequest, Future<PartitionReply>>> script = new ConcurrentLinkedQueue<>();

  /** Answers the next request, after those that have an answer already. */
  void then(Function<PartitionRequest, Future<PartitionReply>> answer) {
    script.add(answer);
  }

  void thenReply(Function<PartitionRequest, PartitionReply> answer) {
    then(request -> Future.succeededFuture(answer.apply(request)));
  }

  void thenFail(Throwable cause) {
    then(_ -> Future.failedFuture(cause));
  }

  @Override
  public Future<PartitionReply> send(PartitionRequest request) {
    requests.add(request);
    Function<PartitionRequest, Future<PartitionReply>> answer = script.poll();
    return answer == null
        ? Future.failedFuture(new IllegalStateException("Expected no request, but got " + request))
        : answer.apply(request);
  }

  @Override
  public void abandon(PartitionRequest request) {
    abandoned.add(request);
  }
}
