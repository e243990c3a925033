package dev.restatevertx.log.server;

import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.cluster.Loglet;
import dev.restatevertx.cluster.ReplicationProperty;
import dev.restatevertx.log.LogException;
import dev.restatevertx.log.LogOptions;
import dev.restatevertx.log.NodeLogs;
import dev.restatevertx.metadata.Metadata;
import dev.restatevertx.rocks.RocksBudget;
import dev.restatevertx.runtime.Loop;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The logs of a node that is its own and only log server. */
public final class LogService implements AutoCloseable {
  private final LogStore store;
  private final NodeLogs logs;

  private LogService(LogStore store, NodeLogs logs) {
    this.store = store;
    this.logs = logs;
  }

  /**
   * Opens the store in {@code dir}. Blocks, so not on a loop.
   *
   * @param budget what RocksDB may take; outlives this object
   * @param self this process; its generation must be higher than that of any earlier process of the node
   * @param metadata holds the log chains
   * @param home where the log chains are changed
   * @throws LogException if the store cannot be opened
   */
  public static LogService open(
      Path dir,
      RocksBudget budget,
      LogServerOptions serverOptions,
      LogOptions options,
      GenerationalNodeId self,
      Metadata metadata,
      Loop home) {
    LogStore store = LogStore.open(dir, budget, serverOptions);
    NodeLogs logs =
        new NodeLogs(
            self,
            (nodeId, loop, afterReplies) -> store.on(loop, afterReplies),
            metadata,
            (logId, segmentIndex, provider) -> onlyHere(self, logId, segmentIndex),
            options,
            home);
    return new LogService(store, logs);
  }

  /** A loglet whose nodeset is this node. */
  private static Loglet.Replicated onlyHere(GenerationalNodeId self, int logId, int segmentIndex) {
    return new Loglet.Replicated(
        Loglet.logletId(logId, segmentIndex), self, ReplicationProperty.nodes(1), new TreeSet<>(Set.of(self.id())));
  }

  public NodeLogs logs() {
    return logs;
  }

  /** What the log server counts. */
  public LogServerCounters serverCounters() {
    return store.counters();
  }

  /** How often the store's own log was synced since the store was opened. */
  public long walSyncs() {
    return store.walSyncs();
  }

  /** Bytes written to the store's own log since the store was opened. */
  public long walBytes() {
    return store.walBytes();
  }

  /** Fails appends that are not committed, ends readers, closes the store. Blocks. */
  @Override
  public void close() {
    logs.close();
    store.close();
  }
}
