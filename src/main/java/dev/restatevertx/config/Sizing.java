package dev.restatevertx.config;

import dev.restatevertx.base.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Computes sizes from cores and memory. The budget of the whole process is half of the memory and at most 640 MiB, more
 * on machines of more than four cores. The heap gets 40 % of it, RocksDB 25 %, network buffers 7.5 %; the rest is for
 * the JVM itself, its code and threads, and for what RocksDB needs beside memtables and block cache.
 */
final class Sizing {
  private static final long MIB = 1L << 20;
  private static final long MIN_BUDGET = 256 * MIB;
  private static final long BASE_BUDGET = 640 * MIB;
  private static final long BUDGET_PER_FURTHER_CORE = 96 * MIB;
  private static final int BASE_CORES = 4;

  private final Machine machine;
  private final long memoryBudget;
  private final long maxHeap;
  private final long directMemory;
  private final int eventLoops;
  private final int workerThreads;
  private final List<String> reasons = new ArrayList<>();

  Sizing(Section root, Machine machine) {
    this.machine = machine;
    Section section = root.section("sizing");
    memoryBudget = section.get("memory-budget", Types.BYTES, budgetOf(machine));
    maxHeap = section.get("max-heap", Types.BYTES, roundToMebibytes(memoryBudget * 2 / 5));
    directMemory = section.later().get("direct-memory", Types.BYTES, roundToMebibytes(memoryBudget * 3 / 40));
    int threads = root.find("default-thread-pool-size", Types.COUNT).orElse(machine.cores());
    eventLoops = section.get("event-loops", Types.COUNT, threads);
    workerThreads = section.get("worker-threads", Types.COUNT, Math.max(4, 4 * machine.cores()));
    reason("%s cores, %s of memory (%s)", machine.cores(), size(machine.memory()), machine.memorySource());
    reason(
        "memory budget %s: %s; change it by sizing.memory-budget",
        size(memoryBudget),
        memoryBudget == budgetOf(machine)
            ? "half of the memory, at most 640.0 MiB and 96.0 MiB for each core beyond four"
            : "as configured");
    reason("heap %s: 40 %% of the budget unless configured; this JVM has %s", size(maxHeap), size(machine.maxHeap()));
    reason("network buffers %s: 7.5 %% of the budget unless configured", size(directMemory));
    reason("%s event loops: one per core unless configured; %s worker threads", eventLoops, workerThreads);
  }

  private static long budgetOf(Machine machine) {
    long most = BASE_BUDGET + BUDGET_PER_FURTHER_CORE * Math.max(0, machine.cores() - BASE_CORES);
    return roundToMebibytes(Math.max(MIN_BUDGET, Math.min(machine.memory() / 2, most)));
  }

  /** Bytes for RocksDB: memtables and block cache. */
  long rocksDb() {
    return roundToMebibytes(memoryBudget / 4);
  }

  /** A part of the heap that this process has, in bytes and at least {@code min}. */
  long heapShare(int divisor, long min) {
    return Math.max(min, roundToMebibytes(Math.min(maxHeap, machine.maxHeap()) / divisor));
  }

  static long mebibytes(long n) {
    return n * MIB;
  }

  /** Bytes as people read them. */
  static String size(long bytes) {
    if (bytes < MIB) {
      return new ByteSize(bytes).toString();
    }
    boolean gibibytes = bytes >= 1024 * MIB;
    return Math.round(bytes * 10.0 / (gibibytes ? 1024 * MIB : MIB)) / 10.0 + (gibibytes ? " GiB" : " MiB");
  }

  @SuppressWarnings("AnnotateFormatMethod")
  void reason(String format, Object... args) {
    reasons.add(String.format(Locale.ROOT, format, args));
  }

  SizingConfig toConfig() {
    return new SizingConfig(memoryBudget, maxHeap, directMemory, eventLoops, workerThreads, List.copyOf(reasons));
  }

  private static long roundToMebibytes(long bytes) {
    return Math.max(MIB, bytes / MIB * MIB);
  }
}
