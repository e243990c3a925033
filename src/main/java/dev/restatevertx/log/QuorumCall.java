package dev.restatevertx.log;

import dev.restatevertx.log.core.LogServerReply;
import dev.restatevertx.log.core.LogServerRequest;
import dev.restatevertx.log.core.Nodeset;
import dev.restatevertx.log.core.StoreStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Sends one request to a whole nodeset and waits until enough members have done it. */
final class QuorumCall {
  private final Promise<Replies> done = Promise.promise();
  private final Nodeset nodeset;
  private final LongPredicate enough;
  private final List<LogServerReply> replies = new ArrayList<>();
  private long answered;
  private int failed;

  /** What the members that did it said. */
  record Replies(List<LogServerReply> replies, Nodeset nodeset) {
    long highestTrimPoint() {
      return replies.stream().mapToLong(LogServerReply::trimPoint).max().orElse(0);
    }

    long highestLocalTail() {
      return replies.stream().mapToLong(LogServerReply::localTail).max().orElse(1);
    }

    long highestGlobalTail() {
      return replies.stream().mapToLong(LogServerReply::knownGlobalTail).max().orElse(1);
    }

    /** How many of them have everything below {@code tail}. */
    long holdersOf(long tail) {
      return replies.stream().filter(reply -> reply.localTail() >= tail).count();
    }
  }

  private QuorumCall(Nodeset nodeset, LongPredicate enough) {
    this.nodeset = nodeset;
    this.enough = enough;
  }

  static Future<Replies> writeQuorum(LoopLogs logs, Nodeset nodeset, LogServerRequest request) {
    return new QuorumCall(nodeset, nodeset::isWriteQuorum).send(logs, request);
  }

  static Future<Replies> fMajority(LoopLogs logs, Nodeset nodeset, LogServerRequest request) {
    return new QuorumCall(nodeset, nodeset::isFMajority).send(logs, request);
  }

  private Future<Replies> send(LoopLogs logs, LogServerRequest request) {
    for (int i = 0; i < nodeset.size(); i++) {
      int member = i;
      logs.server(nodeset.node(i)).send(request, reply -> replied(member, reply));
    }
    return done.future();
  }

  private void replied(int member, LogServerReply reply) {
    if (reply.status() == StoreStatus.OK) {
      replies.add(reply);
      answered |= 1L << member;
      if (enough.test(answered)) {
        done.tryComplete(new Replies(List.copyOf(replies), nodeset));
      }
      return;
    }
    failed++;
    if (failed + replies.size() == nodeset.size()) {
      done.tryFail(
          new LogException(
              reply.status() == StoreStatus.CLOSED ? LogException.Reason.CLOSED : LogException.Reason.STORE_UNAVAILABLE,
              "Expected a quorum of the log servers to answer, but the last of " + failed + " that failed said "
                  + reply.status() + " " + reply.detail()));
    }
  }
}
