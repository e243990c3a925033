package dev.restatevertx.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.cluster.LogChain;
import dev.restatevertx.cluster.LogProvider;
import dev.restatevertx.cluster.Loglet;
import dev.restatevertx.cluster.LogsMetadata;
import dev.restatevertx.cluster.LogsMetadataCodec;
import dev.restatevertx.cluster.ReplicationProperty;
import dev.restatevertx.metadata.MetadataException.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetadataTest {
  private static final LogsMetadata EMPTY =
      new LogsMetadata(
          1, OptionalLong.empty(), new LogProvider.Replicated(ReplicationProperty.nodes(1), 0), new TreeMap<>());

  /** A store that answers when told to. */
  private static final class HandStore implements MetadataStore {
    private Optional<VersionedValue> value = Optional.empty();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final ArrayDeque<Reason> failures = new ArrayDeque<>();
    private boolean applyFailed;
    private int puts;

    @Override
    public Future<Optional<VersionedValue>> get(String key) {
      Promise<Optional<VersionedValue>> promise = Promise.promise();
      waiting.add(() -> promise.complete(value));
      return promise.future();
    }

    @Override
    public Future<Void> put(String key, VersionedValue written, Precondition precondition) {
      Promise<Void> promise = Promise.promise();
      waiting.add(() -> {
        puts++;
        boolean fits =
            switch (precondition) {
              case Precondition.None() -> true;
              case Precondition.DoesNotExist() -> value.isEmpty();
              case Precondition.MatchesVersion(long version) -> value.isPresent() && value.get().version() == version;
            };
        if (!failures.isEmpty()) {
          if (applyFailed) {
            value = Optional.of(written);
          }
          promise.fail(new MetadataException(failures.remove(), "as told"));
        } else if (fits) {
          value = Optional.of(written);
          promise.complete();
        } else {
          promise.fail(new MetadataException(Reason.PRECONDITION_FAILED, "does not fit"));
        }
      });
      return promise.future();
    }

    @Override
    public Future<Void> delete(String key, Precondition precondition) {
      value = Optional.empty();
      return Future.succeededFuture();
    }

    void run() {
      while (!waiting.isEmpty()) {
        waiting.remove().run();
      }
    }
  }

  private final HandStore store = new HandStore();
  private final Metadata metadata = new Metadata(store, () -> 1_795_339_741_896L);

  private static LogChain chain(int logId) {
    return LogChain.first(
        new Loglet.Replicated(
            Loglet.logletId(logId, 0),
            new GenerationalNodeId(1, 1),
            ReplicationProperty.nodes(1),
            new TreeSet<>(List.of(1))));
  }

  private Future<LogsMetadata> addChain(int logId) {
    return metadata.update(MetadataKind.LOGS, old -> old.orElse(EMPTY).withChain(logId, chain(logId)));
  }

  @Test
  void changesThatComeTogetherAreWrittenTogether() {
    List<Future<LogsMetadata>> changes = new ArrayList<>();
    for (int log = 0; log < 24; log++) {
      changes.add(addChain(log));
    }
    Future<LogsMetadata> refused =
        metadata.update(
            MetadataKind.LOGS,
            _ -> {
              throw new IllegalStateException("not this one");
            });
    store.run();
    changes.forEach(c -> assertTrue(c.succeeded()));
    assertInstanceOf(IllegalStateException.class, refused.cause());
    assertEquals(2, store.puts);
    LogsMetadata written = metadata.logs().current().orElseThrow();
    assertEquals(24, written.chains().size());
    assertEquals(2, written.version());
    assertEquals(written, LogsMetadataCodec.INSTANCE.decode(store.value.orElseThrow().value()));
  }

  @Test
  void aConflictIsTriedAgainOnWhatTheOtherWrote() {
    Future<LogsMetadata> change = addChain(1);
    store.waiting.remove().run();
    LogsMetadata other = EMPTY.withChain(9, chain(9));
    store.value = Optional.of(new VersionedValue(1, LogsMetadataCodec.INSTANCE.encode(other)));
    store.run();
    assertEquals(List.of(1, 9), List.copyOf(change.result().chains().keySet()));
    assertEquals(2, change.result().version());
  }

  @Test
  void anUnknownOutcomeIsReadAgain() {
    store.failures.add(Reason.OUTCOME_UNKNOWN);
    store.applyFailed = true;
    Future<LogsMetadata> written = addChain(1);
    store.run();
    assertEquals(1, written.result().version());
    store.failures.add(Reason.OUTCOME_UNKNOWN);
    store.applyFailed = false;
    Future<LogsMetadata> again = addChain(2);
    store.run();
    assertEquals(2, again.result().version());
    assertEquals(3, store.puts);
  }

  @Test
  void conflictsWithoutEndAreGivenUp() {
    for (int i = 0; i < ReadModifyWrite.MAX_ATTEMPTS; i++) {
      store.failures.add(Reason.PRECONDITION_FAILED);
    }
    Future<LogsMetadata> change = addChain(1);
    store.run();
    assertEquals(
        Reason.TOO_MANY_CONFLICTS, assertInstanceOf(MetadataException.class, change.cause()).reason());
  }

  @Test
  void anEqualValueIsNotWritten() {
    addChain(1);
    store.run();
    Future<LogsMetadata> same = addChain(1);
    store.run();
    assertEquals(1, same.result().version());
    assertEquals(1, store.puts);
  }

  @Test
  void watchersSeeTheNewestAndWaitersTheirVersion() {
    List<Long> seen = new ArrayList<>();
    ArrayDeque<Runnable> loop = new ArrayDeque<>();
    Watch.Subscription subscription = metadata.logs().subscribe(loop::add, v -> seen.add(v.version()));
    Future<LogsMetadata> second = metadata.logs().awaitVersion(2);
    addChain(1);
    store.run();
    assertFalse(second.isComplete());
    addChain(2);
    store.run();
    assertEquals(2, second.result().version());
    assertSame(second.result(), metadata.logs().awaitVersion(1).result());
    assertEquals(1, loop.size());
    loop.remove().run();
    assertEquals(List.of(2L), seen);
    addChain(3);
    store.run();
    subscription.cancel();
    loop.remove().run();
    addChain(4);
    store.run();
    assertTrue(loop.isEmpty());
    assertEquals(List.of(2L), seen);
  }

  @Test
  void rawWritesReachTheWatches() {
    Bytes bytes = LogsMetadataCodec.INSTANCE.encode(LogsMetadataCodec.INSTANCE.stamped(EMPTY, 5, 0));
    Future<Void> put = metadata.put("bifrost_config", new VersionedValue(5, bytes), Precondition.NONE);
    store.run();
    assertTrue(put.succeeded());
    assertEquals(5, metadata.logs().version());
  }

  @Test
  void answersComeOnTheCallersContext() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      Context context = vertx.getOrCreateContext();
      Promise<Context> answered = Promise.promise();
      Promise<Void> asked = Promise.promise();
      context.runOnContext(_ -> {
        metadata.logs().awaitVersion(1).onComplete(_ -> answered.complete(vertx.getOrCreateContext()));
        asked.complete();
      });
      asked.future().await(20, TimeUnit.SECONDS);
      addChain(1);
      store.run();
      assertEquals(context, answered.future().await(20, TimeUnit.SECONDS));
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }
}
