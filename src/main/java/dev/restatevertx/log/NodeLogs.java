package dev.restatevertx.log;

import dev.restatevertx.cluster.LogsMetadata;
import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.metadata.Metadata;
import dev.restatevertx.metadata.MetadataKind;
import dev.restatevertx.metadata.Watch;
import dev.restatevertx.runtime.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** {@link Logs} of one process. Everything of a loop is in its {@link LoopLogs}; here is what they share. */
public final class NodeLogs implements Logs {
  private final GenerationalNodeId self;
  private final LogServers servers;
  private final LogletPlanner planner;
  private final LogOptions options;
  private final LogCounters counters = new LogCounters();
  private final Metadata metadata;
  private final ChainUpdates chainUpdates;
  private final Watch.Subscription watch;
  private final ConcurrentHashMap<Loop, LoopLogs> loops = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Long, LogletTail> tails = new ConcurrentHashMap<>();
  private final AtomicLong cachedBytes = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param self names the sequencers of this process: another generation of the node is another sequencer
   * @param home where the log chains are changed
   */
  public NodeLogs(
      GenerationalNodeId self,
      LogServers servers,
      Metadata metadata,
      LogletPlanner planner,
      LogOptions options,
      Loop home) {
    this.self = self;
    this.servers = servers;
    this.planner = planner;
    this.options = options;
    this.metadata = metadata;
    this.chainUpdates = new ChainUpdates(metadata, home, counters);
    this.watch = metadata.logs().subscribe(home::execute, _ -> chainsChanged());
  }

  @Override
  public Future<Log> open(int logId, Loop loop, boolean sequence) {
    Promise<Log> opened = Promise.promise();
    if (sequence) {
      chainUpdates.announce();
    }
    loop.execute(
        () -> {
          if (closed) {
            opened.fail(new LogException(LogException.Reason.CLOSED, "the node is stopping"));
          } else {
            new OpenLog(this, on(loop), logId, sequence, opened).start();
          }
        });
    return opened.future();
  }

  public LogCounters counters() {
    return counters;
  }

  /** Bytes of records that are kept in memory for readers. */
  public long cachedRecordBytes() {
    return cachedBytes.get();
  }

  /** Fails all appends and ends all readers of this process. */
  public void close() {
    closed = true;
    watch.cancel();
    chainUpdates.close();
    loops.values().forEach(logs -> logs.loop().execute(logs::close));
  }

  private LoopLogs on(Loop loop) {
    return loops.computeIfAbsent(loop, l -> new LoopLogs(this, l, servers));
  }

  private void chainsChanged() {
    loops.values().forEach(logs -> logs.loop().execute(logs::chainsChanged));
  }

  GenerationalNodeId self() {
    return self;
  }

  LogletPlanner planner() {
    return planner;
  }

  LogOptions options() {
    return options;
  }

  ChainUpdates chainUpdates() {
    return chainUpdates;
  }

  /** The log chains as last seen by this process. */
  Optional<LogsMetadata> chains() {
    return metadata.logs().current();
  }

  /** The newest log chains; answers on {@code loop}. Empty if nothing was ever appended. */
  Future<Optional<LogsMetadata>> readChains(Loop loop) {
    Promise<Optional<LogsMetadata>> read = Promise.promise();
    metadata
        .get(MetadataKind.LOGS.key())
        .onComplete(
            got ->
                loop.execute(
                    () -> {
                      if (got.succeeded()) {
                        read.complete(chains());
                      } else {
                        read.fail(got.cause());
                      }
                    }));
    return read.future();
  }

  /** What is known in this process of a loglet's tail. */
  LogletTail tail(long logletId) {
    return tails.computeIfAbsent(logletId, _ -> new LogletTail());
  }

  void forgetTail(long logletId) {
    tails.remove(logletId);
  }

  AtomicLong cachedBytes() {
    return cachedBytes;
  }
}
