package dev.restatevertx.log;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.log.server.LogServerOptions;
import dev.restatevertx.log.server.LogService;
import dev.restatevertx.metadata.Metadata;
import dev.restatevertx.metadata.MetadataStore;
import dev.restatevertx.rocks.RocksBudget;
import dev.restatevertx.rocks.RocksSizing;
import dev.restatevertx.runtime.Loop;
import dev.restatevertx.runtime.VertxLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The logs of a node on a real disk, with two loops. */
final class RunningNode implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  final Loop loop = newLoop();
  final Loop otherLoop = newLoop();
  private final RocksBudget budget = new RocksBudget(RocksSizing.of(64 << 20, 2));
  final LogService service;

  private RunningNode(
      Path dir, MetadataStore metadata, int generation, LogServerOptions serverOptions, LogOptions options) {
    service =
        LogService.open(
            dir,
            budget,
            serverOptions,
            options,
            new GenerationalNodeId(1, generation),
            new Metadata(metadata, System::currentTimeMillis),
            loop);
  }

  static RunningNode start(Path dir, MetadataStore metadata, int generation) {
    return start(dir, metadata, generation, LogServerOptions.DEFAULT);
  }

  static RunningNode start(Path dir, MetadataStore metadata, int generation, LogServerOptions serverOptions) {
    return new RunningNode(dir, metadata, generation, serverOptions, LogOptions.forHeap(256 << 20));
  }

  private Loop newLoop() {
    return VertxLoop.of(((VertxInternal) vertx).createEventLoopContext());
  }

  Log open(int logId, boolean sequence) throws Exception {
    return await(service.logs().open(logId, loop, sequence));
  }

  /** Calls {@code call} in the loop and waits for what it answers. */
  <T> T in(Loop where, Supplier<Future<T>> call) throws Exception {
    Promise<T> answer = Promise.promise();
    where.execute(() -> call.get().onComplete(answer));
    return await(answer.future());
  }

  long append(Log log, String... texts) throws Exception {
    return in(loop, () -> log.append(List.of(texts).stream().map(RunningNode::record).toList()));
  }

  long trim(Log log, long lsn) throws Exception {
    return in(loop, () -> log.trim(lsn));
  }

  long findTail(Log log) throws Exception {
    return in(loop, log::findTail);
  }

  LogReader read(Log log, long fromLsn, RecordSink sink) throws Exception {
    return in(loop, () -> Future.succeededFuture(log.read(fromLsn, sink)));
  }

  static LogRecord record(String text) {
    return new LogRecord(1_700_000_000_000L, Bytes.utf8(text), Optional.of(text));
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    service.close();
    budget.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
