package dev.restatevertx.log;

import dev.restatevertx.base.Check;
import dev.restatevertx.cluster.Loglet;
import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.log.core.LogServer;
import dev.restatevertx.log.core.LogServerRequest;
import dev.restatevertx.log.core.Nodeset;
import dev.restatevertx.log.core.Sequencer;
import dev.restatevertx.log.core.SequencerEffect;
import dev.restatevertx.log.core.SequencerEvent;
import dev.restatevertx.log.core.StoreStatus;
import dev.restatevertx.log.core.Wave;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The open segment of a log whose sequencer is on this loop: runs {@link Sequencer}, keeps what it committed until the
 * readers of this loop have it.
 */
final class ActiveSegment {
  /** Followers elsewhere learn of a commit with the next append, or after this time. */
  private static final Duration RELEASE_AFTER = Duration.ofMillis(5);

  private final LoopLogs logs;
  private final long baseLsn;
  private final Loglet.Replicated loglet;
  private final Nodeset nodeset;
  private final LogServer[] members;
  private final Sequencer sequencer;
  private final LogletTail tail;
  private final Consumer<SequencerEffect> effects;
  private final ArrayDeque<SequencerEffect> toDo = new ArrayDeque<>();
  private final Set<ReadStream> readers = new LinkedHashSet<>();
  private final ArrayDeque<Wave> committed = new ArrayDeque<>();
  private boolean acting;
  private boolean advanced;
  private boolean releaseArmed;

  ActiveSegment(LoopLogs logs, int logId, long baseLsn, Loglet.Replicated loglet) {
    this.logs = logs;
    this.baseLsn = baseLsn;
    this.loglet = loglet;
    this.nodeset = new Nodeset(loglet.nodeset(), loglet.replication().copyCount());
    this.members = new LogServer[nodeset.size()];
    for (int i = 0; i < members.length; i++) {
      members[i] = logs.server(nodeset.node(i));
    }
    LogOptions options = logs.node().options();
    this.sequencer =
        new Sequencer(loglet.logletId(), nodeset, options.recordPermits(), options.bytePermits());
    this.tail = logs.node().tail(loglet.logletId());
    this.effects = toDo::add;
    Check.that(
        Loglet.logletId(logId, (int) loglet.logletId()) == loglet.logletId(),
        "Expected a loglet of log %s, but got %s",
        logId,
        Loglet.text(loglet.logletId()));
  }

  long logletId() {
    return loglet.logletId();
  }

  /** Appends in one piece; answers with the LSN of the last record. */
  Future<Long> append(List<LogRecord> records) {
    Check.argument(!records.isEmpty(), "Expected at least one record to append");
    long bytes = 0;
    for (LogRecord record : records) {
      bytes += record.body().length();
    }
    Promise<Long> appended = Promise.promise();
    on(new SequencerEvent.Append(records, bytes, appended));
    return appended.future();
  }

  /** The first LSN that is not committed. */
  long tailLsn() {
    return lsn(sequencer.knownGlobalTail());
  }

  void sealed() {
    on(new SequencerEvent.Seal());
  }

  void close() {
    on(new SequencerEvent.Close());
  }

  private long lsn(long offset) {
    return baseLsn + offset - 1;
  }

  /** What the sequencer wants is done in its order, also if doing it leads to the next event. */
  private void on(SequencerEvent event) {
    sequencer.on(event, effects);
    if (acting) {
      return;
    }
    acting = true;
    try {
      for (SequencerEffect effect = toDo.poll(); effect != null; effect = toDo.poll()) {
        act(effect);
      }
    } finally {
      acting = false;
    }
  }

  private void act(SequencerEffect effect) {
    switch (effect) {
      case SequencerEffect.Store(int member, Wave wave, long knownGlobalTail) ->
          members[member].send(
              new LogServerRequest.Store(
                  loglet.logletId(),
                  loglet.sequencer(),
                  wave.firstOffset(),
                  wave.records(),
                  wave.bytes(),
                  knownGlobalTail),
              reply -> on(new SequencerEvent.Stored(member, wave, reply.status(), reply.detail())));
      case SequencerEffect.Committed(Wave wave) -> committed(wave);
      case SequencerEffect.Failed(Wave wave, StoreStatus reason, String detail) -> {
        logs.node().counters().appendFailed();
        appended(wave).fail(LogException.of(reason, detail));
      }
      case SequencerEffect.RetryLater(int member, long delayMillis) -> {
        var _ =
            logs.loop().timers().after(Duration.ofMillis(delayMillis), () -> on(new SequencerEvent.Retry(member)));
      }
      case SequencerEffect.Release(int member, long knownGlobalTail) ->
          members[member].send(new LogServerRequest.Release(loglet.logletId(), knownGlobalTail), _ -> {});
    }
  }

  @SuppressWarnings("unchecked")
  private static Promise<Long> appended(Wave wave) {
    return (Promise<Long>) wave.token();
  }

  private void committed(Wave wave) {
    logs.node().counters().committed(wave.records().size(), wave.bytes());
    if (!readers.isEmpty()) {
      keep(wave);
    }
    if (!advanced) {
      advanced = true;
      logs.advanced(this);
    }
    if (members.length > 1 && !releaseArmed) {
      releaseArmed = true;
      var _ =
          logs.loop()
              .timers()
              .after(
                  RELEASE_AFTER,
                  () -> {
                    releaseArmed = false;
                    on(new SequencerEvent.Idle());
                  });
    }
    appended(wave).complete(lsn(wave.endOffset() - 1));
  }

  /** Keeps a committed wave for the readers; the oldest ones go when there are too many in the process. */
  private void keep(Wave wave) {
    committed.add(wave);
    long inCache = logs.node().cachedBytes().addAndGet(wave.bytes());
    while (inCache > logs.node().options().recordCacheBytes() && !committed.isEmpty()) {
      inCache = logs.node().cachedBytes().addAndGet(-committed.remove().bytes());
    }
  }

  /** Gives what was committed to the readers of this loop, and says so to those of others. */
  void deliver() {
    advanced = false;
    tail.advance(sequencer.knownGlobalTail());
    if (!readers.isEmpty()) {
      for (ReadStream reader : List.copyOf(readers)) {
        reader.pump();
      }
    }
  }

  void attach(ReadStream reader) {
    readers.add(reader);
  }

  void detach(ReadStream reader) {
    readers.remove(reader);
    forgetRead();
  }

  /** Lets go of what all readers of this loop have. */
  void forgetRead() {
    long needed = Long.MAX_VALUE;
    for (ReadStream reader : readers) {
      needed = Math.min(needed, reader.nextLsn());
    }
    for (Wave wave = committed.peek(); wave != null && lsn(wave.endOffset()) <= needed; wave = committed.peek()) {
      committed.remove();
      logs.node().cachedBytes().addAndGet(-wave.bytes());
    }
  }

  /** The kept waves in order, without gaps. */
  ArrayDeque<Wave> kept() {
    return committed;
  }

  /** The LSN of the first record that is kept, or of the next one to be. */
  long keptFrom() {
    Wave first = committed.peek();
    return first == null ? tailLsn() : lsn(first.firstOffset());
  }

  long lsnOf(Wave wave) {
    return lsn(wave.firstOffset());
  }
}
