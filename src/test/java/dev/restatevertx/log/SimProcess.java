package dev.restatevertx.log;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.cluster.Loglet;
import dev.restatevertx.cluster.ReplicationProperty;
import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.metadata.Metadata;
import dev.restatevertx.runtime.SeededEntropy;
import dev.restatevertx.runtime.SimLoop;
import dev.restatevertx.runtime.Simulation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** One process of the simulated node: the real logs on a simulated server, and workers that keep them busy. */
final class SimProcess {
  private static final LogOptions OPTIONS = new LogOptions(8, 4_000, 6_000, 700);

  final SimLogServer server;
  final NodeLogs logs;
  private final SimLoop[] loops;
  private final SimLoop home;
  private final SimLoop writer;
  private final SeededEntropy entropy;
  private final List<LogModel> models;
  private final CrashPoints crashPoints;
  private final LongConsumer trace;
  private boolean busy = true;
  private boolean dead;
  private int opened;
  private int refusedAfterSeal;
  private int unanswered;

  SimProcess(
      Simulation world,
      SimDisk disk,
      MemoryMetadata memory,
      int generation,
      List<LogModel> models,
      CrashPoints crashPoints,
      LongConsumer trace) {
    this.entropy = world.fork();
    this.models = models;
    this.crashPoints = kind -> !dead && crashPoints.survives(kind);
    this.trace = trace;
    this.loops = new SimLoop[] {world.loop(), world.loop()};
    this.home = world.loop();
    this.writer = world.loop();
    this.server = new SimLogServer(disk, writer, world.fork(), this.crashPoints);
    GenerationalNodeId self = new GenerationalNodeId(1, generation);
    Metadata metadata =
        new Metadata(new SimMetadata(memory, home, world.fork(), this.crashPoints), world.clock()::millis);
    this.logs =
        new NodeLogs(
            self,
            server,
            metadata,
            (logId, index, _) ->
                new Loglet.Replicated(
                    Loglet.logletId(logId, index), self, ReplicationProperty.nodes(1), new TreeSet<>(Set.of(1))),
            OPTIONS,
            home);
    for (int logId = 0; logId < models.size(); logId++) {
      new Worker(logId, loops[logId % loops.length]).open();
    }
  }

  void kill() {
    dead = true;
    for (SimLoop loop : loops) {
      loop.kill();
    }
    home.kill();
    writer.kill();
  }

  /** No new appends; what is under way ends. */
  void rest() {
    busy = false;
  }

  int opened() {
    return opened;
  }

  /** Appends that nobody has answered yet. */
  int unanswered() {
    return unanswered;
  }

  /** Appends through handles of sealed segments; all of them must have failed. */
  int refusedAfterSeal() {
    return refusedAfterSeal;
  }

  /** Appends, reads, trims, reopens. */
  private final class Worker {
    private final int logId;
    private final SimLoop loop;
    private final LogModel model;
    private Optional<Log> log = Optional.empty();
    private Optional<LogReader> reader = Optional.empty();

    Worker(int logId, SimLoop loop) {
      this.logId = logId;
      this.loop = loop;
      this.model = models.get(logId);
    }

    void open() {
      loop.execute(
          () ->
              logs.open(logId, loop, true)
                  .onComplete(
                      done -> {
                        if (done.succeeded()) {
                          opened(done.result());
                        } else {
                          later(10, this::open);
                        }
                      }));
    }

    private void later(int millisMax, Runnable action) {
      var _ = loop.timers().after(Duration.ofNanos(entropy.nextInt(millisMax * 1_000_000)), action);
    }

    private void opened(Log newLog) {
      opened++;
      trace.accept(31 + logId);
      Optional<Log> before = log;
      log = Optional.of(newLog);
      before.ifPresent(this::mustRefuse);
      newLog.findTail().onSuccess(model::tail);
      if (before.isEmpty()) {
        loop.execute(this::work);
      }
      if (reader.isEmpty()) {
        reader = Optional.of(newLog.read(1 + entropy.nextInt((int) model.acknowledgedLsn() + 1), new Sink()));
      } else if (entropy.chance(50)) {
        reader.get().close();
        reader = Optional.of(newLog.read(1, new Sink()));
      }
      crashPoints.survives(CrashPoints.Kind.OPENED);
    }

    private void mustRefuse(Log sealed) {
      sealed
          .append(List.of(record(model.nextSequence())))
          .onComplete(
              done -> {
                if (done.succeeded()) {
                  throw new AssertionError("Expected a sealed segment to refuse an append");
                }
                refusedAfterSeal++;
              });
    }

    private void work() {
      if (!busy) {
        return;
      }
      int burst = 1 + entropy.nextInt(4);
      for (int i = 0; i < burst; i++) {
        append();
      }
      if (entropy.chance(10)) {
        trim();
      }
      if (entropy.chance(3)) {
        open();
      }
      if (entropy.chance(10)) {
        reader.ifPresent(LogReader::pause);
        later(30, () -> reader.ifPresent(LogReader::resume));
      }
      later(3, this::work);
    }

    private void append() {
      List<Long> sequences = new ArrayList<>();
      List<LogRecord> records = new ArrayList<>();
      int count = 1 + entropy.nextInt(4);
      for (int i = 0; i < count; i++) {
        sequences.add(model.nextSequence());
        records.add(record(sequences.getLast()));
      }
      Log through = log.orElseThrow();
      unanswered++;
      through
          .append(records)
          .onComplete(
              done -> {
                unanswered--;
                if (done.succeeded()) {
                  trace.accept(done.result() * 1_000 + logId);
                  model.acknowledged(sequences, done.result());
                  crashPoints.survives(CrashPoints.Kind.APPEND_ANSWERED);
                } else if (log.orElseThrow().equals(through) && done.cause() instanceof LogException e) {
                  trace.accept(e.reason().name().length());
                  stepDown(through);
                }
              });
    }

    private boolean stepping;

    /** As a leader does whose append failed. */
    private void stepDown(Log failed) {
      if (!stepping) {
        stepping = true;
        later(
            10,
            () -> {
              stepping = false;
              if (log.orElseThrow().equals(failed)) {
                open();
              }
            });
      }
    }

    private void trim() {
      long lsn = entropy.nextInt((int) model.acknowledgedLsn() + 2);
      model.trimRequested(lsn);
      log.orElseThrow().trim(lsn).onSuccess(model::trimmed);
    }

    private LogRecord record(long sequence) {
      int size = entropy.chance(3) ? 4_500 : entropy.nextInt(300);
      byte[] body = new byte[Long.BYTES + size];
      ByteBuffer.wrap(body).putLong(sequence);
      return new LogRecord(sequence, Bytes.wrap(body), Optional.of(sequence));
    }

    private final class Sink implements RecordSink {
      @Override
      public void records(long firstLsn, List<LogRecord> records) {
        long lsn = firstLsn;
        for (LogRecord record : records) {
          trace.accept(lsn * 7 + record.createdAt());
          model.found(lsn++, record.body().asReadOnlyBuffer().getLong());
        }
      }

      @Override
      public void trimGap(long from, long to) {
        model.gap(from, to);
      }

      @Override
      public void failed(LogException cause) {
        throw new AssertionError("Expected the reader of log " + logId + " to go on", cause);
      }
    }
  }

  /** Reads a whole log, on the first loop. */
  void readAll(int logId, LogModel model, Runnable done) {
    SimLoop loop = loops[0];
    loop.execute(
        () ->
            logs.open(logId, loop, false)
                .onSuccess(log -> log.findTail().onSuccess(tail -> readAll(log, model, tail, done))));
  }

  private static void readAll(Log log, LogModel model, long tail, Runnable done) {
    model.tail(tail);
    if (tail == 1) {
      model.readAll(1, 1);
      done.run();
      return;
    }
    log.read(
        1,
        new RecordSink() {
          private long first = -1;

          @Override
          public void records(long firstLsn, List<LogRecord> records) {
            first = first < 0 ? firstLsn : first;
            long lsn = firstLsn;
            for (LogRecord record : records) {
              model.found(lsn++, record.body().asReadOnlyBuffer().getLong());
            }
            end(lsn);
          }

          @Override
          public void trimGap(long from, long to) {
            model.gap(from, to);
            end(to + 1);
          }

          private void end(long nextLsn) {
            if (nextLsn == tail) {
              model.readAll(first < 0 ? tail : first, nextLsn);
              done.run();
            }
          }

          @Override
          public void failed(LogException cause) {
            throw new AssertionError("Expected the whole log to be readable", cause);
          }
        });
  }
}
