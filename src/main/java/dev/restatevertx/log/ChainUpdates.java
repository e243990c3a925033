package dev.restatevertx.log;

import dev.restatevertx.cluster.LogChain;
import dev.restatevertx.cluster.LogProvider;
import dev.restatevertx.cluster.LogsMetadata;
import dev.restatevertx.cluster.ReplicationProperty;
import dev.restatevertx.metadata.Metadata;
import dev.restatevertx.metadata.MetadataKind;
import dev.restatevertx.runtime.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Changes log chains for this process: changes of all logs that come about at the same time are one compare-and-set.
 *
 * <pre>
 *   idle --(change)--> gathering --(none announced, or waited long enough)--> writing --(written)--> idle
 *                          ^                                                     |
 *                          +-----------(the metadata store cannot now)-----------+
 * </pre>
 *
 * Lives on one loop; the methods may be called from anywhere and answer there.
 */
final class ChainUpdates {
  private static final Logger LOG = System.getLogger("restate.log");
  private static final Duration GATHER = Duration.ofMillis(5);
  private static final int GATHER_ROUNDS_MAX = 40;
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final LogProvider DEFAULT_PROVIDER = new LogProvider.Replicated(ReplicationProperty.nodes(1), 0);

  private final Metadata metadata;
  private final Loop loop;
  private final LogCounters counters;
  private List<Change> waiting = new ArrayList<>();
  private int announced;
  private int gatherRounds;
  private boolean busy;
  private boolean closed;

  /** How one log's chain changes. Called anew when another writer came first. */
  interface Edit {
    /** @return the changed chain, or empty to leave it as it is */
    Optional<LogChain> apply(LogsMetadata logs);
  }

  private record Change(int logId, Edit edit, Promise<LogsMetadata> done) {}

  ChainUpdates(Metadata metadata, Loop loop, LogCounters counters) {
    this.metadata = metadata;
    this.loop = loop;
    this.counters = counters;
  }

  /** Says that a change is about to be submitted; {@link #submit} or {@link #withdraw} must follow. */
  void announce() {
    loop.execute(() -> announced++);
  }

  void withdraw() {
    loop.execute(() -> announced--);
  }

  /** Makes an announced change; answers with the chains as they are afterwards, once they are durable. */
  Future<LogsMetadata> submit(int logId, Edit edit) {
    Promise<LogsMetadata> done = Promise.promise();
    loop.execute(
        () -> {
          announced--;
          waiting.add(new Change(logId, edit, done));
          gather();
        });
    return done.future();
  }

  /** Changes that are not being written fail. */
  void close() {
    loop.execute(
        () -> {
          closed = true;
          failAll();
        });
  }

  private void failAll() {
    List<Change> changes = waiting;
    waiting = new ArrayList<>();
    changes.forEach(
        change -> change.done.fail(new LogException(LogException.Reason.CLOSED, "the node is stopping")));
  }

  private void gather() {
    if (closed) {
      failAll();
    } else if (!busy) {
      busy = true;
      gatherRounds = 0;
      later(GATHER, this::gathered);
    }
  }

  private void later(Duration delay, Runnable action) {
    var _ = loop.timers().after(delay, action);
  }

  private void gathered() {
    if (announced > 0 && ++gatherRounds < GATHER_ROUNDS_MAX) {
      later(GATHER, this::gathered);
    } else {
      write();
    }
  }

  private void write() {
    List<Change> changes = waiting;
    waiting = new ArrayList<>();
    metadata
        .update(MetadataKind.LOGS, old -> changed(old.orElseGet(ChainUpdates::none), changes))
        .onComplete(
            updated ->
                loop.execute(
                    () -> {
                      if (updated.succeeded()) {
                        busy = false;
                        counters.chainsChanged();
                        changes.forEach(change -> change.done.complete(updated.result()));
                        if (!waiting.isEmpty()) {
                          gather();
                        }
                      } else {
                        notWritten(changes, updated.cause());
                      }
                    }));
  }

  private static LogsMetadata changed(LogsMetadata old, List<Change> changes) {
    LogsMetadata logs = old;
    for (Change change : changes) {
      Optional<LogChain> chain = change.edit.apply(logs);
      if (chain.isPresent()) {
        logs = logs.withChain(change.logId, chain.get());
      }
    }
    return logs;
  }

  /** What is stored before anything is. */
  private static LogsMetadata none() {
    return new LogsMetadata(1, OptionalLong.empty(), DEFAULT_PROVIDER, new TreeMap<>());
  }

  private void notWritten(List<Change> changes, Throwable cause) {
    LOG.log(Logger.Level.WARNING, "The log chains cannot be changed now: " + cause.getMessage());
    waiting.addAll(0, changes);
    if (closed) {
      failAll();
    } else {
      later(RETRY, this::write);
    }
  }
}
