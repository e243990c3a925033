package dev.restatevertx.log;

import dev.restatevertx.log.core.LogServer;
import dev.restatevertx.runtime.Loop;

/** The log servers of the cluster. */
public interface LogServers {
  /**
   * A log server as seen from a loop.
   *
   * @param afterReplies runs in the loop each time that a group of answers was given
   */
  LogServer connect(int nodeId, Loop loop, Runnable afterReplies);
}
