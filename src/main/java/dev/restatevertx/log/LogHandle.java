package dev.restatevertx.log;

import dev.restatevertx.cluster.LogChain;
import dev.restatevertx.cluster.Loglet;
import dev.restatevertx.cluster.LogsMetadata;
import dev.restatevertx.cluster.Segment;
import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.log.core.LogServerRequest;
import dev.restatevertx.log.core.Nodeset;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link Log} of one loop. */
final class LogHandle implements Log {
  private final LoopLogs logs;
  private final int logId;
  private final Optional<ActiveSegment> active;

  /** @param active the segment that is appended to, if the log was opened for that */
  LogHandle(LoopLogs logs, int logId, Optional<ActiveSegment> active) {
    this.logs = logs;
    this.logId = logId;
    this.active = active;
  }

  @Override
  public Future<Long> append(List<LogRecord> records) {
    return active
        .map(segment -> segment.append(records))
        .orElseGet(
            () ->
                Future.failedFuture(
                    new LogException(
                        LogException.Reason.SEALED,
                        "Expected log " + logId + " to be opened for sequencing before an append")));
  }

  @Override
  public LogReader read(long fromLsn, RecordSink sink) {
    ReadStream reader = new ReadStream(logs, logId, active, fromLsn, sink);
    reader.start();
    return reader;
  }

  @Override
  public Future<Long> findTail() {
    return active
        .filter(segment -> isTail(segment.logletId()))
        .map(segment -> Future.succeededFuture(segment.tailLsn()))
        .orElseGet(() -> FindTail.of(logs, logId));
  }

  private boolean isTail(long logletId) {
    return chain()
        .map(chain -> chain.tail().loglet() instanceof Loglet.Replicated last && last.logletId() == logletId)
        .orElse(false);
  }

  private Optional<LogChain> chain() {
    return logs.node().chains().flatMap(chains -> chains.chain(logId));
  }

  @Override
  public Future<Long> trim(long lsn) {
    return findTail().compose(tail -> trimBelow(Math.min(lsn, tail - 1), tail));
  }

  private Future<Long> trimBelow(long lsn, long tailLsn) {
    Optional<LogChain> chain = chain();
    if (chain.isEmpty()) {
      return Future.succeededFuture(0L);
    }
    List<Segment> segments = chain.get().segments();
    List<Future<Long>> trims = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      long endLsn = i + 1 < segments.size() ? segments.get(i + 1).baseLsn() : tailLsn;
      if (segment.loglet() instanceof Loglet.Replicated loglet && segment.baseLsn() < endLsn) {
        long upTo = Math.min(lsn, endLsn - 1) - segment.baseLsn() + 1;
        trims.add(
            trim(loglet, Math.max(0, upTo), endLsn - segment.baseLsn() + 1)
                .map(trimPoint -> trimPoint == 0 ? 0 : segment.baseLsn() + trimPoint - 1));
      }
    }
    long before = segments.getFirst().baseLsn() - 1;
    return Future.all(trims)
        .map(
            done -> {
              long trimPoint = before;
              for (int i = 0; i < trims.size(); i++) {
                trimPoint = Math.max(trimPoint, done.<Long>resultAt(i));
              }
              cutChain(chain.get(), trimPoint);
              return trimPoint;
            });
  }

  private Future<Long> trim(Loglet.Replicated loglet, long upTo, long knownGlobalTail) {
    Nodeset nodeset = new Nodeset(loglet.nodeset(), loglet.replication().copyCount());
    return QuorumCall.writeQuorum(
            logs, nodeset, new LogServerRequest.Trim(loglet.logletId(), upTo, knownGlobalTail))
        .map(QuorumCall.Replies::highestTrimPoint);
  }

  private void cutChain(LogChain chain, long trimPoint) {
    if (chain.trimPrefix(trimPoint).equals(chain)) {
      return;
    }
    ChainUpdates updates = logs.node().chainUpdates();
    updates.announce();
    Future<LogsMetadata> cut =
        updates.submit(
            logId,
            chains ->
                chains
                    .chain(logId)
                    .map(now -> now.trimPrefix(trimPoint))
                    .filter(shorter -> !chains.chain(logId).equals(Optional.of(shorter))));
    cut.onFailure(
        cause ->
            System.getLogger("restate.log")
                .log(
                    System.Logger.Level.WARNING,
                    "Trimmed segments stay in the chain of log " + logId + " for now: " + cause.getMessage()));
  }
}
