package dev.restatevertx.log;

import dev.restatevertx.cluster.Loglet;
import dev.restatevertx.cluster.LogProvider;

/** Decides where the records of a new segment will lie. */
public interface LogletPlanner {
  /** A loglet with its sequencer in this process. */
  Loglet.Replicated plan(int logId, int segmentIndex, LogProvider provider);
}
