package dev.restatevertx.log;

import dev.restatevertx.log.core.LogServer;
import dev.restatevertx.log.core.LogServerCore;
import dev.restatevertx.log.core.LogServerReply;
import dev.restatevertx.log.core.LogServerRequest;
import dev.restatevertx.log.core.ReadReply;
import dev.restatevertx.log.core.ReadRequest;
import dev.restatevertx.log.core.StoreStatus;
import dev.restatevertx.runtime.Loop;
import dev.restatevertx.runtime.SeededEntropy;
import dev.restatevertx.runtime.SimLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A log server in a simulated process: the real rules, and a writer that takes time and may stop at any point. */
final class SimLogServer implements LogServers {
  private static final int QUEUE_MAX = 12;

  private record Pending(LogServerRequest request, Loop loop, Runnable after, Consumer<LogServerReply> replyTo) {}

  private final SimDisk disk;
  private final SimLoop writer;
  private final SeededEntropy entropy;
  private final CrashPoints crashPoints;
  private final ArrayDeque<Pending> queue = new ArrayDeque<>();
  private SimLogStore store;
  private Optional<LogServerCore> core;
  private boolean busy;
  private int overloads;
  private int writeErrors;

  SimLogServer(SimDisk disk, SimLoop writer, SeededEntropy entropy, CrashPoints crashPoints) {
    this.disk = disk;
    this.writer = writer;
    this.entropy = entropy;
    this.crashPoints = crashPoints;
    this.store = new SimLogStore(disk);
    this.core = Optional.of(store.restored());
  }

  int overloads() {
    return overloads;
  }

  int writeErrors() {
    return writeErrors;
  }

  @Override
  public LogServer connect(int nodeId, Loop loop, Runnable afterReplies) {
    return new LogServer() {
      @Override
      public void send(LogServerRequest request, Consumer<LogServerReply> reply) {
        Pending pending = new Pending(request, loop, afterReplies, reply);
        if (request instanceof LogServerRequest.Store && queue.size() >= QUEUE_MAX) {
          overloads++;
          answer(List.of(pending), List.of(LogServerReply.failure(StoreStatus.OVERLOADED, "full")));
          return;
        }
        queue.add(pending);
        writer.execute(SimLogServer.this::commit);
      }

      @Override
      public void read(ReadRequest request, Consumer<ReadReply> reply) {
        Duration delay = Duration.ofNanos(entropy.nextInt(500_000));
        var _ =
            writer
                .timers()
                .after(
                    delay,
                    () -> {
                      ReadReply result =
                          core.isEmpty()
                              ? new ReadReply.Failed(StoreStatus.UNAVAILABLE, "latched")
                              : store.read(request);
                      loop.execute(() -> reply.accept(result));
                    });
      }
    };
  }

  private void commit() {
    if (busy || queue.isEmpty()) {
      return;
    }
    List<Pending> group = new ArrayList<>();
    int most = 1 + entropy.nextInt(8);
    while (!queue.isEmpty() && group.size() < most) {
      group.add(queue.remove());
    }
    if (core.isEmpty()) {
      refuse(group);
      writer.execute(this::commit);
      return;
    }
    if (!crashPoints.survives(CrashPoints.Kind.BEFORE_WRITE)) {
      return;
    }
    SimLogStore.Batch batch = new SimLogStore.Batch();
    List<LogServerReply> replies = new ArrayList<>();
    for (Pending pending : group) {
      replies.add(core.get().handle(pending.request, batch));
    }
    if (batch.isEmpty()) {
      answer(group, replies);
      writer.execute(this::commit);
      return;
    }
    busy = true;
    store.write(batch);
    if (!crashPoints.survives(written(group))) {
      return;
    }
    var _ = writer.timers().after(Duration.ofNanos(50_000 + entropy.nextInt(400_000)), () -> sync(group, replies));
  }

  private void sync(List<Pending> group, List<LogServerReply> replies) {
    busy = false;
    if (entropy.nextInt(60) == 0) {
      failWrite(group);
      return;
    }
    disk.sync();
    if (!crashPoints.survives(CrashPoints.Kind.SYNCED_NOT_ANSWERED)) {
      return;
    }
    answer(group, replies);
    writer.execute(this::commit);
  }

  /** As if the disk were full: what came to be written is read back after a while. */
  private void failWrite(List<Pending> group) {
    writeErrors++;
    disk.crash();
    core = Optional.empty();
    refuse(group);
    if (!crashPoints.survives(CrashPoints.Kind.WRITE_FAILED)) {
      return;
    }
    var _ =
        writer
            .timers()
            .after(
                Duration.ofMillis(1 + entropy.nextInt(20)),
                () -> {
                  store = new SimLogStore(disk);
                  core = Optional.of(store.restored());
                  disk.sync();
                  writer.execute(this::commit);
                });
    writer.execute(this::commit);
  }

  private void refuse(List<Pending> group) {
    answer(
        group, group.stream().map(_ -> LogServerReply.failure(StoreStatus.UNAVAILABLE, "the disk is full")).toList());
  }

  private static CrashPoints.Kind written(List<Pending> group) {
    for (Pending pending : group) {
      if (pending.request instanceof LogServerRequest.Seal) {
        return CrashPoints.Kind.SEAL_NOT_SYNCED;
      }
      if (pending.request instanceof LogServerRequest.Trim) {
        return CrashPoints.Kind.TRIM_NOT_SYNCED;
      }
    }
    return CrashPoints.Kind.WRITTEN_NOT_SYNCED;
  }

  private void answer(List<Pending> group, List<LogServerReply> replies) {
    for (int i = 0; i < group.size(); i++) {
      Pending pending = group.get(i);
      LogServerReply reply = replies.get(i);
      pending.loop.execute(
          () -> {
            pending.replyTo.accept(reply);
            pending.after.run();
          });
    }
  }
}
