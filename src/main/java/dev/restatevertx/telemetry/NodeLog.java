package dev.restatevertx.telemetry;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import io.vertx.core.logging.JULLogDelegateFactory;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;

/** Sets up the log of the process: everything goes to standard error through {@link java.util.logging}. */
public final class NodeLog {
  /** Loggers live only as long as somebody refers to them, and their levels with them. */
  private static final List<Logger> CONFIGURED = new ArrayList<>();

  private NodeLog() {}

  /**
   * To be called before the first logger is made, or the lines of the stop are lost. Netty and Vert.x would prefer
   * SLF4J, which is there but without anything behind it.
   */
  public static void prepare() {
    System.setProperty("java.util.logging.manager", NodeLogManager.class.getName());
    System.setProperty("vertx.logger-delegate-factory-class-name", JULLogDelegateFactory.class.getName());
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
  }

  /**
   * Replaces what was set up before.
   *
   * @param nodeName stands in every line; none if empty
   * @param colours whether levels are coloured, where the style has colours
   */
  public static void install(LogFilter filter, LogStyle style, String nodeName, boolean colours) {
    install(filter, style, nodeName, colours, System.err);
  }

  static synchronized void install(
      LogFilter filter, LogStyle style, String nodeName, boolean colours, PrintStream out) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new StderrHandler(out, new LineFormatter(style, nodeName, colours)));
    root.setLevel(filter.root());
    for (Logger logger : CONFIGURED) {
      logger.setLevel(null);
    }
    CONFIGURED.clear();
    filter.targets().forEach((target, level) -> {
      Logger logger = Logger.getLogger(target);
      logger.setLevel(level);
      CONFIGURED.add(logger);
    });
  }
}
