package dev.restatevertx.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What sizes are computed from.
 *
 * @param cores that the process may use
 * @param memory bytes that the process may use
 * @param memorySource where the number of bytes comes from
 * @param maxHeap bytes that this JVM may use as heap
 * @param hostName the default of {@code node-name}
 * @param ipv6 whether IPv6 sockets can be bound
 */
public record Machine(int cores, long memory, String memorySource, long maxHeap, String hostName, boolean ipv6) {
  private static final Pattern MEM_TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");
  private static final long UNKNOWN_MEMORY = 1L << 30;

  /** The machine, or container, that this process runs on. */
  public static Machine detect() {
    return detect(Path.of("/"), Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory());
  }

  /** As {@link #detect()}, reading {@code proc} and {@code sys} below another root. */
  static Machine detect(Path root, int cores, long maxHeap) {
    OptionalLong physical = physicalMemory(root);
    Optional<Limit> limit = cgroupLimit(root);
    boolean limited = limit.isPresent() && limit.get().bytes < physical.orElse(Long.MAX_VALUE);
    long memory = limited ? limit.orElseThrow().bytes : physical.orElse(UNKNOWN_MEMORY);
    String source =
        limited
            ? "limit of the control group, " + limit.orElseThrow().file
            : physical.isPresent() ? "physical memory" : "assumed, as nothing could be read";
    return new Machine(cores, memory, source, maxHeap, hostName(root), hasIpv6(root));
  }

  private record Limit(long bytes, Path file) {}

  private static OptionalLong physicalMemory(Path root) {
    Matcher total = MEM_TOTAL.matcher(read(root.resolve("proc/meminfo")));
    return total.find() ? OptionalLong.of(Long.parseLong(total.group(1)) * 1024) : OptionalLong.empty();
  }

  /** The lowest limit from the process's control group up to the root, in version 2 or version 1 files. */
  private static Optional<Limit> cgroupLimit(Path root) {
    Optional<Limit> lowest = Optional.empty();
    for (String line : read(root.resolve("proc/self/cgroup")).lines().toList()) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].isEmpty()) {
        lowest = lower(lowest, lowestLimit(root.resolve("sys/fs/cgroup"), parts[2], "memory.max"));
      } else if (parts.length == 3 && parts[1].equals("memory")) {
        lowest = lower(lowest, lowestLimit(root.resolve("sys/fs/cgroup/memory"), parts[2], "memory.limit_in_bytes"));
      }
    }
    return lowest;
  }

  private static Optional<Limit> lowestLimit(Path mount, String group, String name) {
    Optional<Limit> lowest = Optional.empty();
    Path directory = mount.resolve(group.substring(1)).normalize();
    while (directory != null && directory.startsWith(mount)) {
      Path file = directory.resolve(name);
      String text = read(file).strip();
      if (text.matches("\\d{1,18}")) {
        lowest = lower(lowest, Optional.of(new Limit(Long.parseLong(text), file)));
      }
      directory = directory.getParent();
    }
    return lowest;
  }

  private static Optional<Limit> lower(Optional<Limit> a, Optional<Limit> b) {
    return b.isEmpty() || (a.isPresent() && a.get().bytes <= b.get().bytes) ? a : b;
  }

  private static String hostName(Path root) {
    String name = read(root.resolve("proc/sys/kernel/hostname")).strip();
    return name.isEmpty() ? "localhost" : name;
  }

  private static boolean hasIpv6(Path root) {
    return !read(root.resolve("proc/net/if_inet6")).isBlank();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }
}
