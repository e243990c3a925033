package dev.restatevertx.log;

import dev.restatevertx.cluster.LogChain;
import dev.restatevertx.cluster.Loglet;
import dev.restatevertx.cluster.LogsMetadata;
import dev.restatevertx.cluster.Segment;
import dev.restatevertx.log.core.LogServerRequest;
import dev.restatevertx.log.core.Nodeset;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;

/**
 * The tail of a log that is not sequenced on the caller's loop: what a sequencer of this process says, else the highest
 * local tail of an f-majority once a write quorum has everything below it.
 */
final class FindTail {
  private static final int ATTEMPTS_MAX = 20;
  private static final Duration RETRY = Duration.ofMillis(50);

  private final LoopLogs logs;
  private final int logId;
  private final Promise<Long> found = Promise.promise();
  private int attempts;

  private FindTail(LoopLogs logs, int logId) {
    this.logs = logs;
    this.logId = logId;
  }

  static Future<Long> of(LoopLogs logs, int logId) {
    FindTail search = new FindTail(logs, logId);
    search.start();
    return search.found.future();
  }

  private void start() {
    logs.node()
        .readChains(logs.loop())
        .onComplete(
            read -> {
              if (read.succeeded()) {
                inChain(read.result());
              } else {
                found.fail(read.cause());
              }
            });
  }

  private void inChain(Optional<LogsMetadata> chains) {
    Optional<Segment> last = chains.flatMap(c -> c.chain(logId)).map(LogChain::tail);
    if (last.isEmpty()) {
      found.complete(1L);
      return;
    }
    switch (last.get().loglet()) {
      case Loglet.SealMarker _ -> found.complete(last.get().baseLsn());
      case Loglet.Replicated loglet -> {
        if (loglet.sequencer().equals(logs.node().self())) {
          found.complete(last.get().baseLsn() + logs.node().tail(loglet.logletId()).knownGlobalTail() - 1);
        } else {
          ask(last.get().baseLsn(), loglet);
        }
      }
    }
  }

  private void ask(long baseLsn, Loglet.Replicated loglet) {
    Nodeset nodeset = new Nodeset(loglet.nodeset(), loglet.replication().copyCount());
    QuorumCall.fMajority(logs, nodeset, new LogServerRequest.Describe(loglet.logletId()))
        .onComplete(
            asked -> {
              if (asked.failed()) {
                found.fail(asked.cause());
                return;
              }
              QuorumCall.Replies replies = asked.result();
              long tail = replies.highestLocalTail();
              boolean settled =
                  replies.highestGlobalTail() >= tail
                      || replies.holdersOf(tail) >= loglet.replication().copyCount();
              if (settled) {
                found.complete(baseLsn + tail - 1);
              } else {
                again(baseLsn, loglet);
              }
            });
  }

  private void again(long baseLsn, Loglet.Replicated loglet) {
    attempts++;
    if (attempts < ATTEMPTS_MAX) {
      var _ = logs.loop().timers().after(RETRY, () -> ask(baseLsn, loglet));
    } else {
      found.fail(
          new LogException(
              LogException.Reason.STORE_UNAVAILABLE,
              "Expected the tail of log " + logId + " to settle, but its last records are in too few log servers"));
    }
  }
}
