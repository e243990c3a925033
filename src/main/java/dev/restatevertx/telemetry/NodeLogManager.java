package dev.restatevertx.telemetry;

import java.util.logging.LogManager;

/** The default one drops all handlers as soon as the process is told to stop; the lines of an orderly stop matter. */
public final class NodeLogManager extends LogManager {
  @Override
  public void reset() {
    // Handlers stay until the process is gone.
  }
}
