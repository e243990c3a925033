package dev.restatevertx.cluster;

import dev.restatevertx.base.Check;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where the records of a segment are. */
public sealed interface Loglet {
  /**
   * A replicated loglet.
   *
   * @param logletId see {@link #logletId(int, int)}
   * @param sequencer the process that orders the appends; another generation of the same node is another sequencer
   * @param replication what makes a write quorum of the nodeset
   * @param nodeset ids of the nodes whose log-servers may hold records
   */
  record Replicated(
      long logletId, GenerationalNodeId sequencer, ReplicationProperty replication, SortedSet<Integer> nodeset)
      implements Loglet {
    public Replicated {
      nodeset = Collections.unmodifiableSortedSet(new TreeSet<>(nodeset));
      Check.argument(!nodeset.isEmpty(), "Expected a nodeset that is not empty for loglet %s", Loglet.text(logletId));
    }
  }

  /**
   * Not a loglet but the closed end of a chain; the next append extends it.
   *
   * @param permanent whether nothing may ever be appended again
   * @param sealedAt epoch millis
   * @param context who sealed it and why, for people
   * @param tailAt epoch millis of the last record, when known
   */
  record SealMarker(boolean permanent, long sealedAt, SortedMap<String, String> context, OptionalLong tailAt)
      implements Loglet {
    public SealMarker {
      context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
    }

    public SealMarker(long sealedAt, Map<String, String> context) {
      this(false, sealedAt, new TreeMap<>(context), OptionalLong.empty());
    }
  }

  /** The id of a segment's loglet: log id in the upper, segment index in the lower half. */
  static long logletId(int logId, int segmentIndex) {
    return (long) logId << 32 | Integer.toUnsignedLong(segmentIndex);
  }

  /** The text form of a loglet id, {@code log_segment}. */
  static String text(long logletId) {
    return Long.toString(logletId >>> 32) + "_" + Integer.toUnsignedString((int) logletId);
  }
}
