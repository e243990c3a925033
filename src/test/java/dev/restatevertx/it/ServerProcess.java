package dev.restatevertx.it;

import dev.restatevertx.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * A server in a process of its own, with its data in a directory of its own: ours from the fat jar, or the original by
 * {@code -Dit.server=PATH}. As an extension it runs for one class of tests and shows its log when one fails.
 */
final class ServerProcess implements BeforeAllCallback, AfterAllCallback, TestWatcher {
  /** The flags that {@code bin/restate-server} passes. */
  private static final List<String> JVM_FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:MaxDirectMemorySize=128m",
          "-Xmx256m");

  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final int LOG_LINES_SHOWN = 120;

  private final String settings;
  private final int fabricPort;
  private final int ingressPort;
  private final int adminPort;
  private final Path dir;
  private final ProcessLog log;
  private final Map<Sdk, ServiceProcess> services = new EnumMap<>(Sdk.class);
  private Optional<Process> process = Optional.empty();

  private ServerProcess(String settings) {
    this.settings = settings;
    List<Integer> ports = Ports.free(3);
    this.fabricPort = ports.get(0);
    this.ingressPort = ports.get(1);
    this.adminPort = ports.get(2);
    try {
      this.dir = Files.createTempDirectory("restate-it-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.log = new ProcessLog(dir.resolve("server.log"));
  }

  /** A server with default settings. */
  static ServerProcess create() {
    return create("");
  }

  /** A server with further settings in TOML; they come before all tables but may open tables of their own. */
  static ServerProcess create(String settings) {
    return new ServerProcess(settings);
  }

  /** Whether the tests run against the original server. */
  static boolean original() {
    return System.getProperty("it.server") != null;
  }

  Restate client() {
    return new Restate(ingressPort, adminPort);
  }

  String adminUrl() {
    return "http://127.0.0.1:" + adminPort;
  }

  String ingressUrl() {
    return "http://127.0.0.1:" + ingressPort;
  }

  /** A caller, with the services of this SDK started and registered; they end with the class. */
  Restate serve(Sdk sdk) {
    return serve(sdk, false);
  }

  /**
   * As {@link #serve(Sdk)}.
   *
   * @param http11 whether the server is to talk HTTP/1.1 to it, which means one request and one response
   */
  Restate serve(Sdk sdk, boolean http11) {
    if (!services.containsKey(sdk)) {
      services.put(sdk, sdk.start());
      client().register(services.get(sdk).url(), http11);
    }
    return client();
  }

  /** Where the services of this SDK are, once {@link #serve} started them. */
  String serviceUrl(Sdk sdk) {
    return Objects.requireNonNull(services.get(sdk)).url();
  }

  /** Starts it and does not wait until it is ready. */
  void launch() {
    try {
      Path config = dir.resolve("server.toml");
      Files.writeString(config, toml());
      ProcessBuilder builder =
          new ProcessBuilder(command(config))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
      builder.environment().put("DO_NOT_TRACK", "1");
      builder.environment().put("MALLOC_ARENA_MAX", "2");
      process = Optional.of(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it takes requests. */
  void awaitReady() {
    Restate client = client();
    Eventually.holds(
        START_DEADLINE,
        () -> {
          if (!running()) {
            throw new AssertionError("Expected the server to start, but it ended:\n" + tail());
          }
          return client.ready();
        },
        () -> "Expected the server to be ready within " + START_DEADLINE + ":\n" + tail());
  }

  /** Ends it at once, without a chance to do anything more: SIGKILL. */
  void kill() {
    process.ifPresent(
        running -> {
          running.destroyForcibly();
          join(running);
        });
  }

  /** Asks it to stop and waits until it has. */
  int stop() {
    Process running = process.orElseThrow();
    running.destroy();
    join(running);
    return running.exitValue();
  }

  boolean running() {
    return process.map(Process::isAlive).orElse(false);
  }

  /** Process id, for tests that look at it from outside. */
  long pid() {
    return process.orElseThrow().pid();
  }

  ProcessLog log() {
    return log;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    launch();
    awaitReady();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    services.values().forEach(ServiceProcess::close);
    kill();
    if (context.getExecutionException().isEmpty()) {
      DirectoryTree.delete(dir);
    }
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    System.err.println(context.getDisplayName() + " failed: " + cause + "\n" + tail());
    services.forEach((sdk, service) -> System.err.println(service.log().tail(sdk + " service log", LOG_LINES_SHOWN)));
  }

  String tail() {
    return log.tail("server log", LOG_LINES_SHOWN);
  }

  private List<String> command(Path config) {
    List<String> command = new ArrayList<>();
    String original = System.getProperty("it.server");
    if (original != null) {
      command.add(original);
    } else {
      Path jar = Path.of(System.getProperty("it.jar", "target/restate-server.jar")).toAbsolutePath();
      if (!Files.exists(jar)) {
        throw new IllegalStateException("Expected the server's jar at " + jar + ": run mvn package first");
      }
      command.add(Jvm.executable());
      command.addAll(JVM_FLAGS);
      command.add("-jar");
      command.add(jar.toString());
    }
    command.add("--config-file");
    command.add(config.toString());
    return command;
  }

  private String toml() {
    return """
        node-name = "it"
        cluster-name = "it"
        base-dir = "%s"
        bind-address = "127.0.0.1:%d"
        listen-mode = "tcp"
        default-num-partitions = 4
        %s
        [ingress]
        bind-address = "127.0.0.1:%d"
        [admin]
        bind-address = "127.0.0.1:%d"
        """
        .formatted(dir.resolve("data"), fabricPort, settings, ingressPort, adminPort);
  }

  private static void join(Process process) {
    try {
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        throw new AssertionError("Expected the server to end within 90 s, but it runs on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
