package dev.restatevertx.log;

import dev.restatevertx.runtime.Loop;
import io.vertx.core.Future;

/** All logs of the cluster, as this node reaches them. */
public interface Logs {
  /**
   * A handle for reading and appending from {@code loop}. With {@code sequence} the caller is about to lead the log's
   * partition: the tail is sealed if another process wrote it and a new segment is opened with its sequencer here.
   */
  Future<Log> open(int logId, Loop loop, boolean sequence);
}
