package dev.restatevertx.node;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stops the node in order when the process is told to end, and ends the process without it when that takes too long. */
final class StopHook {
  private static final Logger LOG = System.getLogger("restate.node");

  private final Node node;
  private final Duration timeout;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private StopHook(Node node, Duration timeout) {
    this.node = node;
    this.timeout = timeout;
  }

  static StopHook register(Node node, Duration timeout) {
    StopHook hook = new StopHook(node, timeout);
    Runtime.getRuntime().addShutdownHook(new Thread(hook::onSignal, "stop"));
    return hook;
  }

  /** Stops the node; the process then ends by itself. */
  void stopNow() {
    if (stopped.compareAndSet(false, true)) {
      node.close();
    }
  }

  private void onSignal() {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    LOG.log(Level.INFO, "Stopping; this may take up to {0} s", timeout.toSeconds());
    Thread stop = Thread.ofPlatform().name("stop-node").daemon().start(node::close);
    boolean inTime = join(stop);
    if (inTime && node.context().status().lifecycle() == Lifecycle.STOPPED) {
      LOG.log(Level.INFO, "Stopped");
      // A signal would make the exit code that of a crash.
      Runtime.getRuntime().halt(0);
    }
    LOG.log(Level.WARNING, "The node did not stop within {0} s: ending without it; nothing acknowledged is lost",
        timeout.toSeconds());
    Runtime.getRuntime().halt(1);
  }

  private boolean join(Thread thread) {
    try {
      return thread.join(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
