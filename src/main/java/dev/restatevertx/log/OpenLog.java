package dev.restatevertx.log;

import dev.restatevertx.cluster.LogChain;
import dev.restatevertx.cluster.Loglet;
import dev.restatevertx.cluster.LogsMetadata;
import dev.restatevertx.cluster.Segment;
import io.vertx.core.Promise;
import java.util.Optional;

/**
 * Opens a log on a loop. To sequence it:
 *
 * <pre>
 *   read chains --> seal the last segment, find its tail --> extend the chain (one write for many logs) --> sequencer
 *        ^                                                          |
 *        +-----------(somebody else extended it first)--------------+
 * </pre>
 */
final class OpenLog {
  private static final int ATTEMPTS_MAX = 5;

  private final NodeLogs node;
  private final LoopLogs logs;
  private final int logId;
  private final boolean sequence;
  private final Promise<Log> opened;
  private int attempts;

  /** The index of the segment that this object added to the chain, -1 if none. Others of this process do so too. */
  private int madeIndex = -1;

  /** @param sequence if so, a change of the chains has been announced */
  OpenLog(NodeLogs node, LoopLogs logs, int logId, boolean sequence, Promise<Log> opened) {
    this.node = node;
    this.logs = logs;
    this.logId = logId;
    this.sequence = sequence;
    this.opened = opened;
  }

  void start() {
    if (node.chains().isPresent()) {
      sealLast(node.chains());
    } else {
      refresh();
    }
  }

  private void refresh() {
    node.readChains(logs.loop())
        .onComplete(
            read -> {
              if (read.succeeded()) {
                sealLast(read.result());
              } else {
                fail(read.cause());
              }
            });
  }

  private void fail(Throwable cause) {
    if (sequence) {
      node.chainUpdates().withdraw();
    }
    opened.fail(cause);
  }

  private void sealLast(Optional<LogsMetadata> chains) {
    if (!sequence) {
      opened.complete(new LogHandle(logs, logId, Optional.empty()));
      return;
    }
    Optional<Segment> last = chains.flatMap(c -> c.chain(logId)).map(LogChain::tail);
    if (last.isEmpty()) {
      extend(-1, 1);
      return;
    }
    Segment segment = last.get();
    switch (segment.loglet()) {
      case Loglet.SealMarker _ -> extend(segment.index(), segment.baseLsn());
      case Loglet.Replicated loglet ->
          SealDriver.seal(logs, loglet)
              .onComplete(
                  sealed -> {
                    if (sealed.succeeded()) {
                      extend(segment.index(), segment.baseLsn() + sealed.result() - 1);
                    } else {
                      fail(sealed.cause());
                    }
                  });
    }
  }

  /** @param lastIndex of the segment that ends at {@code baseLsn}, -1 for an empty chain */
  private void extend(int lastIndex, long baseLsn) {
    node.chainUpdates()
        .submit(logId, chains -> edit(chains, lastIndex, baseLsn))
        .onComplete(
            done ->
                logs.loop()
                    .execute(
                        () -> {
                          if (done.succeeded()) {
                            extended(done.result(), lastIndex);
                          } else {
                            opened.fail(done.cause());
                          }
                        }));
  }

  private Optional<LogChain> edit(LogsMetadata chains, int lastIndex, long baseLsn) {
    Optional<LogChain> chain = chains.chain(logId);
    int tailIndex = chain.map(c -> c.tail().index()).orElse(-1);
    if (tailIndex != lastIndex) {
      // After a write of unknown outcome the segment may be there already, and is ours.
      boolean ours = tailIndex == madeIndex && chain.isPresent() && isOurs(chain.get().tail());
      madeIndex = ours ? madeIndex : -1;
      return Optional.empty();
    }
    madeIndex = chain.map(LogChain::nextIndex).orElse(0);
    Loglet.Replicated loglet = node.planner().plan(logId, madeIndex, chains.provider());
    return Optional.of(chain.map(c -> c.extend(baseLsn, loglet)).orElseGet(() -> LogChain.first(loglet)));
  }

  private boolean isOurs(Segment segment) {
    return segment.loglet() instanceof Loglet.Replicated loglet && loglet.sequencer().equals(node.self());
  }

  private void extended(LogsMetadata chains, int lastIndex) {
    Optional<Segment> last = chains.chain(logId).map(LogChain::tail);
    if (last.isPresent()
        && last.get().index() == madeIndex
        && last.get().loglet() instanceof Loglet.Replicated loglet) {
      ActiveSegment segment = new ActiveSegment(logs, logId, last.get().baseLsn(), loglet);
      logs.activate(logId, segment);
      if (lastIndex >= 0) {
        node.forgetTail(Loglet.logletId(logId, lastIndex));
      }
      opened.complete(new LogHandle(logs, logId, Optional.of(segment)));
      return;
    }
    attempts++;
    if (attempts >= ATTEMPTS_MAX) {
      opened.fail(
          new LogException(
              LogException.Reason.SEALED,
              "Expected to open a segment of log " + logId + ", but others did so " + attempts + " times meanwhile"));
      return;
    }
    node.chainUpdates().announce();
    refresh();
  }
}
