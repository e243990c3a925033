package dev.restatevertx.worker.rpc;

import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.RoutingException;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that were proposed and wait for the partition to apply something. Bounded; a request that is sent again
 * takes the place of its former self.
 */
public final class PendingReplies {
  private final Map<RequestId, Waiting> waiting = new LinkedHashMap<>();
  private final int limit;

  /**
   * @param limit requests that may wait at once
   */
  public PendingReplies(int limit) {
    this.limit = limit;
  }

  public boolean full() {
    return waiting.size() >= limit;
  }

  public int size() {
    return waiting.size();
  }

  /**
   * Lets a request wait.
   *
   * @param forSubmission answered by {@link #submitted}; otherwise that is only a step on the way
   */
  public void add(RequestId request, Promise<PartitionReply> promise, boolean forSubmission) {
    Waiting former = waiting.put(request, new Waiting(promise, forSubmission));
    if (former != null) {
      former.promise.tryFail(
          new RoutingException(RoutingException.Reason.LOST_LEADER, "the request was sent again and waits anew"));
    }
  }

  /** Answers a request, if it waits here. */
  public void complete(RequestId request, PartitionReply reply) {
    Waiting one = waiting.remove(request);
    if (one != null) {
      one.promise.tryComplete(reply);
    }
  }

  /** Answers a request that waits for submission, if it waits here. */
  public void submitted(RequestId request, PartitionReply.Submitted reply) {
    Waiting one = waiting.get(request);
    if (one != null && one.forSubmission) {
      waiting.remove(request);
      one.promise.tryComplete(reply);
    }
  }

  /** Forgets a request that nobody waits for any more. */
  public void abandon(RequestId request) {
    waiting.remove(request);
  }

  /** Fails everything that waits. */
  public void failAll(RoutingException cause) {
    List<Waiting> all = List.copyOf(waiting.values());
    waiting.clear();
    all.forEach(one -> one.promise.tryFail(cause));
  }

  private record Waiting(Promise<PartitionReply> promise, boolean forSubmission) {}
}
