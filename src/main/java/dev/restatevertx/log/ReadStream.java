package dev.restatevertx.log;

import dev.restatevertx.cluster.LogChain;
import dev.restatevertx.cluster.Loglet;
import dev.restatevertx.cluster.Segment;
import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.log.core.ReadReply;
import dev.restatevertx.log.core.ReadRequest;
import dev.restatevertx.log.core.StoreStatus;
import dev.restatevertx.log.core.Wave;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads a log, segment by segment. What this loop itself appends comes from memory, everything else in batches from a
 * log server.
 *
 * <pre>
 *   idle --(something committed, chain changed, resumed)--> pumping --(kept in memory)--> delivered, go on
 *     ^                                                        |
 *     +--(all read, paused)------------------------------------+--(not in memory)--> fetching --> delivered, go on
 * </pre>
 */
final class ReadStream implements LogReader {
  private static final long DELIVERY_BYTES_MAX = 256 << 10;
  private static final long RETRY_DELAY_MIN_MILLIS = 50;
  private static final long RETRY_DELAY_MAX_MILLIS = 1_000;

  private final LoopLogs logs;
  private final int logId;
  private final Optional<ActiveSegment> active;
  private final RecordSink sink;
  private final AtomicBoolean wakeQueued = new AtomicBoolean();
  private final Runnable watcher = this::wake;
  private Optional<LogletTail> watched = Optional.empty();
  private List<LogRecord> fetched = List.of();
  private long nextLsn;
  private long retryDelayMillis = RETRY_DELAY_MIN_MILLIS;
  private int serverTurn;
  private boolean paused;
  private boolean pumping;
  private boolean fetching;
  private boolean closed;

  ReadStream(LoopLogs logs, int logId, Optional<ActiveSegment> active, long fromLsn, RecordSink sink) {
    this.logs = logs;
    this.logId = logId;
    this.active = active;
    this.nextLsn = Math.max(1, fromLsn);
    this.sink = sink;
  }

  void start() {
    logs.add(this);
    active.ifPresent(segment -> segment.attach(this));
    // Not within the call: the caller has no reader in hand yet that it could pause.
    logs.loop().execute(this::pump);
  }

  /** The LSN of the next record to deliver. */
  long nextLsn() {
    return nextLsn;
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    if (paused) {
      paused = false;
      logs.loop().execute(this::pump);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    logs.remove(this);
    unwatch();
    active.ifPresent(segment -> segment.detach(this));
  }

  void fail(LogException cause) {
    if (!closed) {
      close();
      sink.failed(cause);
    }
  }

  /** Delivers what can be delivered now, and fetches what has to be fetched. */
  void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (!closed && !paused && !fetching && step()) {
        // Each step delivers something or moves on to the next segment.
      }
    } finally {
      pumping = false;
    }
    active.ifPresent(ActiveSegment::forgetRead);
  }

  /** @return whether there may be more to do at once */
  private boolean step() {
    if (!fetched.isEmpty()) {
      List<LogRecord> records = fetched;
      fetched = List.of();
      logs.node().counters().deliveredFromStore(records.size());
      deliver(records);
      return true;
    }
    if (active.isPresent() && nextLsn >= active.get().keptFrom() && nextLsn < active.get().tailLsn()) {
      deliverKept(active.get());
      return true;
    }
    Optional<LogChain> chain = logs.node().chains().flatMap(chains -> chains.chain(logId));
    if (chain.isEmpty()) {
      return false;
    }
    long first = chain.get().segments().getFirst().baseLsn();
    if (nextLsn < first) {
      skip(first - 1);
      return true;
    }
    Segment segment = chain.get().find(nextLsn);
    if (segment.loglet() instanceof Loglet.Replicated loglet) {
      long endLsn = endLsn(chain.get(), segment, loglet);
      if (nextLsn < endLsn) {
        fetch(segment, loglet, endLsn);
      }
    }
    return false;
  }

  /** The first LSN of the segment that is not known to be committed, or that is in the next segment. */
  private long endLsn(LogChain chain, Segment segment, Loglet.Replicated loglet) {
    List<Segment> segments = chain.segments();
    int at = segments.indexOf(segment);
    if (at + 1 < segments.size()) {
      return segments.get(at + 1).baseLsn();
    }
    if (active.isPresent() && active.get().logletId() == loglet.logletId()) {
      return active.get().tailLsn();
    }
    LogletTail tail = logs.node().tail(loglet.logletId());
    watch(tail);
    return segment.baseLsn() + tail.knownGlobalTail() - 1;
  }

  private void watch(LogletTail tail) {
    if (watched.isEmpty() || watched.get() != tail) {
      unwatch();
      watched = Optional.of(tail);
      tail.watch(watcher);
    }
  }

  private void unwatch() {
    watched.ifPresent(tail -> tail.unwatch(watcher));
    watched = Optional.empty();
  }

  /** Something was committed on another loop; called there. */
  private void wake() {
    if (wakeQueued.compareAndSet(false, true)) {
      logs.loop()
          .execute(
              () -> {
                wakeQueued.set(false);
                pump();
              });
    }
  }

  private void deliverKept(ActiveSegment segment) {
    List<LogRecord> records = new ArrayList<>();
    long bytes = 0;
    for (Wave wave : segment.kept()) {
      long waveLsn = segment.lsnOf(wave);
      int skipped = (int) Math.max(0, nextLsn - waveLsn);
      if (skipped >= wave.records().size()) {
        continue;
      }
      if (!records.isEmpty() && bytes + wave.bytes() > DELIVERY_BYTES_MAX) {
        break;
      }
      records.addAll(skipped == 0 ? wave.records() : wave.records().subList(skipped, wave.records().size()));
      bytes += wave.bytes();
    }
    logs.node().counters().deliveredFromCache(records.size());
    deliver(records);
  }

  private void deliver(List<LogRecord> records) {
    long firstLsn = nextLsn;
    nextLsn += records.size();
    sink.records(firstLsn, records);
  }

  private void skip(long lastTrimmed) {
    long from = nextLsn;
    nextLsn = lastTrimmed + 1;
    sink.trimGap(from, lastTrimmed);
  }

  private void fetch(Segment segment, Loglet.Replicated loglet, long endLsn) {
    fetching = true;
    long until = endLsn;
    if (active.isPresent() && active.get().logletId() == loglet.logletId()) {
      until = Math.min(until, active.get().keptFrom());
    }
    ReadRequest request =
        new ReadRequest(
            loglet.logletId(),
            nextLsn - segment.baseLsn() + 1,
            until - segment.baseLsn() + 1,
            logs.node().options().readBatchBytes());
    logs.server(serverFor(loglet)).read(request, reply -> answered(segment, loglet, reply));
  }

  /** This node's own log server if it has the records, else the others in turn. */
  private int serverFor(Loglet.Replicated loglet) {
    int self = logs.node().self().id();
    if (serverTurn == 0 && loglet.nodeset().contains(self)) {
      return self;
    }
    List<Integer> nodes = List.copyOf(loglet.nodeset());
    return nodes.get(serverTurn % nodes.size());
  }

  private void answered(Segment segment, Loglet.Replicated loglet, ReadReply reply) {
    fetching = false;
    if (closed) {
      return;
    }
    switch (reply) {
      case ReadReply.Records(List<LogRecord> records) -> {
        worked();
        fetched = records;
        pump();
      }
      case ReadReply.Trimmed(long trimPoint) -> {
        worked();
        skip(segment.baseLsn() + trimPoint - 1);
        pump();
      }
      case ReadReply.Failed(StoreStatus status, String detail) -> notFetched(loglet, status, detail);
    }
  }

  private void worked() {
    retryDelayMillis = RETRY_DELAY_MIN_MILLIS;
    serverTurn = 0;
  }

  private void notFetched(Loglet.Replicated loglet, StoreStatus status, String detail) {
    switch (status) {
      case CLOSED -> fail(new LogException(LogException.Reason.CLOSED, detail));
      case CORRUPT -> {
        serverTurn++;
        if (serverTurn > loglet.nodeset().size() || loglet.nodeset().size() == 1) {
          fail(new LogException(LogException.Reason.CORRUPT, detail));
        } else {
          pump();
        }
      }
      case OK, SEALED, SEQUENCER_MISMATCH, OUT_OF_BOUNDS, OVERLOADED, UNREACHABLE, UNAVAILABLE -> {
        serverTurn++;
        fetching = true;
        var _ =
            logs.loop()
                .timers()
                .after(
                    Duration.ofMillis(retryDelayMillis),
                    () -> {
                      fetching = false;
                      pump();
                    });
        retryDelayMillis = Math.min(retryDelayMillis * 2, RETRY_DELAY_MAX_MILLIS);
      }
    }
  }
}
