package dev.restatevertx.node;

import dev.restatevertx.telemetry.Metrics;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the process as a whole uses; read when somebody asks. */
final class ProcessMetrics {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final int KIB = 1024;
  private static final double MILLIS_PER_SECOND = 1000;

  private ProcessMetrics() {}

  static void bind(Metrics metrics) {
    Runtime runtime = Runtime.getRuntime();
    metrics.gauge("process_resident_memory_bytes", "Resident memory; 0 if unknown", ProcessMetrics::residentBytes);
    metrics.gauge("restate_jvm_heap_used_bytes", "Heap in use, garbage included",
        () -> runtime.totalMemory() - runtime.freeMemory());
    metrics.gauge("restate_jvm_heap_max_bytes", "Largest heap", runtime::maxMemory);
    metrics.gauge("restate_jvm_threads", "Platform threads",
        () -> ManagementFactory.getThreadMXBean().getThreadCount());
    metrics.counter("restate_jvm_gc_collection_seconds_total", "Time spent in garbage collection", () ->
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime).sum() / MILLIS_PER_SECOND);
  }

  private static double residentBytes() {
    try {
      Matcher resident = RESIDENT.matcher(Files.readString(STATUS));
      return resident.find() ? (double) Long.parseLong(resident.group(1)) * KIB : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
