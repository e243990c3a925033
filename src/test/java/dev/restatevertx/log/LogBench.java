package dev.restatevertx.log;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.log.core.LogRecord;
import dev.restatevertx.runtime.Loop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast the log is by itself: closed loops of appends of 200 bytes, each read back before the next. By hand:
 * {@code java -cp <classes, test classes, dependencies> dev.restatevertx.log.LogBench <folder> [seconds]}.
 */
final class LogBench {
  private static final int LOGS = 24;
  private static final Bytes BODY = Bytes.wrap(new byte[200]);

  private LogBench() {}

  public static void main(String[] args) throws Exception {
    Path dir = Files.createDirectories(Path.of(args[0]));
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    MemoryMetadata metadata = new MemoryMetadata();
    try (RunningNode node = RunningNode.start(dir, metadata, (int) (System.currentTimeMillis() / 1000 % 1_000_000))) {
      List<Log> logs = new ArrayList<>();
      for (int i = 0; i < LOGS; i++) {
        logs.add(RunningNode.await(node.service.logs().open(i, loopOf(node, i), true)));
      }
      for (int concurrency : new int[] {64, 1, 16, 64, 256}) {
        run(node, logs, concurrency, seconds);
      }
    }
  }

  private static Loop loopOf(RunningNode node, int logId) {
    return logId % 2 == 0 ? node.loop : node.otherLoop;
  }

  private static void run(RunningNode node, List<Log> logs, int concurrency, int seconds) throws Exception {
    AtomicLong done = new AtomicLong();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long syncs = node.service.walSyncs();
    long commits = node.service.serverCounters().commits();
    long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    long begin = System.nanoTime();
    CountDownLatch left = new CountDownLatch(Math.min(concurrency, LOGS));
    for (int i = 0; i < Math.min(concurrency, LOGS); i++) {
      int slots = concurrency / LOGS + (i < concurrency % LOGS ? 1 : 0);
      Lane lane = new Lane(logs.get(i), Math.max(1, slots), end, done, left);
      loopOf(node, i).execute(lane::start);
    }
    left.await();
    double took = (System.nanoTime() - begin) / 1e9;
    double used = (ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() - cpu) / 1e3;
    System.out.printf(
        "c%d: %.0f appends/s, %.1f us CPU each, %.3f ms mean latency, %.1f appends per commit, %d syncs, %d commits%n",
        concurrency,
        done.get() / took,
        used / done.get(),
        concurrency * took * 1e3 / done.get(),
        (double) done.get() / (node.service.serverCounters().commits() - commits),
        node.service.walSyncs() - syncs,
        node.service.serverCounters().commits() - commits);
  }

  /** Appends of one log: as many under way as there are slots, a new one for each that was read back. */
  private static final class Lane implements RecordSink {
    private final Log log;
    private final int slots;
    private final long end;
    private final AtomicLong done;
    private final CountDownLatch left;
    private Optional<LogReader> reader = Optional.empty();
    private int underWay;

    Lane(Log log, int slots, long end, AtomicLong done, CountDownLatch left) {
      this.log = log;
      this.slots = slots;
      this.end = end;
      this.done = done;
      this.left = left;
    }

    void start() {
      log.findTail()
          .onSuccess(
              tail -> {
                reader = Optional.of(log.read(tail, this));
                for (int i = 0; i < slots; i++) {
                  append();
                }
              });
    }

    private void append() {
      underWay++;
      log.append(List.of(new LogRecord(0, BODY, Optional.of(this))))
          .onFailure(
              cause -> {
                throw new IllegalStateException(cause);
              });
    }

    @Override
    public void records(long firstLsn, List<LogRecord> records) {
      done.addAndGet(records.size());
      underWay -= records.size();
      boolean over = System.nanoTime() > end;
      for (int i = 0; i < records.size() && !over; i++) {
        append();
      }
      if (over && underWay == 0) {
        reader.ifPresent(LogReader::close);
        left.countDown();
      }
    }

    @Override
    public void trimGap(long from, long to) {
      throw new IllegalStateException("Expected no gap");
    }

    @Override
    public void failed(LogException cause) {
      throw cause;
    }
  }
}
