package dev.restatevertx.node;

import dev.restatevertx.config.Arguments;
import dev.restatevertx.config.CommandLineParser;
import dev.restatevertx.config.ConfigException;
import dev.restatevertx.config.ConfigLoader;
import dev.restatevertx.config.LoadedConfig;
import dev.restatevertx.config.LoggingConfig;
import dev.restatevertx.config.Machine;
import dev.restatevertx.telemetry.LogFilter;
import dev.restatevertx.telemetry.LogStyle;
import dev.restatevertx.telemetry.NodeLog;
import java.io.Console;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entry point of a node. Exit codes: 0 after an orderly stop, 1 if it could not start or stop in time. */
public final class Main {
  /** Hidden; the launcher uses it to record which classes a start needs. */
  private static final String TRAIN = "--train";

  private Main() {}

  public static void main(String[] args) {
    NodeLog.prepare();
    List<String> arguments = List.of(args);
    boolean training = arguments.contains(TRAIN);
    try {
      run(arguments.stream().filter(argument -> !argument.equals(TRAIN)).toList(), System.getenv(), training);
    } catch (ConfigException e) {
      System.err.println("The configuration cannot be used:");
      e.errors().forEach(error -> System.err.println("  " + error));
      System.exit(1);
    } catch (StartException e) {
      System.err.println(e.getMessage());
      System.getLogger("restate.node").log(Level.DEBUG, "Why the node did not start", e);
      System.exit(1);
    }
  }

  private static void run(List<String> args, Map<String, String> environment, boolean training) {
    Arguments arguments = CommandLineParser.parse(args, environment);
    if (arguments.help()) {
      System.out.print(CommandLineParser.usage());
      return;
    }
    if (arguments.version()) {
      System.out.println("restate-server " + BuildInfo.version());
      return;
    }
    LoadedConfig loaded = ConfigLoader.load(arguments, environment, Machine.detect());
    if (arguments.dumpConfig()) {
      System.out.print(loaded.dump());
      return;
    }
    installLog(loaded.config().logging(), loaded.config().nodeName());
    Logger log = System.getLogger("restate.config");
    loaded.warnings().forEach(warning -> log.log(Level.WARNING, warning));
    loaded.notes().forEach(note -> log.log(Level.DEBUG, note));
    Node node = Node.start(loaded.config());
    StopHook hook = StopHook.register(node, loaded.config().shutdownTimeout());
    System.out.print(StartupText.of(node.context(), BuildInfo.version(), sinceJvmStart()));
    if (training) {
      Training.exercise(node.context());
      hook.stopNow();
    }
  }

  private static void installLog(LoggingConfig logging, String nodeName) {
    LogFilter filter;
    try {
      filter = LogFilter.parse(logging.filter());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of("log-filter: " + e.getMessage()));
    }
    LogStyle style = switch (logging.format()) {
      case PRETTY -> LogStyle.PRETTY;
      case COMPACT -> LogStyle.COMPACT;
      case JSON -> LogStyle.JSON;
    };
    boolean terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    NodeLog.install(filter, style, nodeName, terminal && !logging.disableAnsiCodes());
  }

  /** Since this JVM began: the process may be older, as the launcher that built the jar first. */
  private static Duration sinceJvmStart() {
    return Duration.ofMillis(System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime());
  }
}
