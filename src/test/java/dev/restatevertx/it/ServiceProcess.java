package dev.restatevertx.it;

import dev.restatevertx.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An SDK service in a process of its own that prints {@code listening PORT}. */
final class ServiceProcess implements AutoCloseable {
  private static final String LISTENING = "listening ";
  private static final Duration START_DEADLINE = Duration.ofSeconds(60);

  private final Process process;
  private final ProcessLog log;
  private final int port;

  private ServiceProcess(Process process, ProcessLog log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts it and waits until it listens. */
  static ServiceProcess start(String name, List<String> command) {
    try {
      Path file = Files.createTempFile("restate-it-" + name + "-", ".log");
      ProcessLog log = new ProcessLog(file);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file.toFile()).start();
      Eventually.holds(
          START_DEADLINE,
          () -> port(log).isPresent() || !process.isAlive(),
          () -> "Expected the service to listen within " + START_DEADLINE + ":\n" + log.tail(name, 50));
      return new ServiceProcess(
          process,
          log,
          port(log)
              .orElseThrow(
                  () -> new AssertionError("Expected the service to listen, but it ended:\n" + log.tail(name, 50))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  ProcessLog log() {
    return log;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
      Files.deleteIfExists(log.file());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Integer> port(ProcessLog log) {
    return log.lines().stream()
        .filter(line -> line.startsWith(LISTENING))
        .findFirst()
        .map(line -> Integer.valueOf(line.substring(LISTENING.length()).strip()));
  }
}
