package dev.restatevertx.cluster;

import dev.restatevertx.base.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The segments of one log in LSN order; the last one is open unless it is a seal marker.
 *
 * @param segments never empty, base LSNs and indexes ascend
 */
public record LogChain(List<Segment> segments) {
  public LogChain {
    segments = List.copyOf(segments);
    Check.argument(!segments.isEmpty(), "Expected a chain with at least one segment");
    for (int i = 1; i < segments.size(); i++) {
      Segment a = segments.get(i - 1);
      Segment b = segments.get(i);
      Check.argument(
          a.baseLsn() < b.baseLsn() && a.index() < b.index(),
          "Expected segments to ascend, but got %s before %s",
          a,
          b);
    }
  }

  /** A new log, from LSN 1. */
  public static LogChain first(Loglet loglet) {
    return new LogChain(List.of(new Segment(1, 0, OptionalLong.empty(), loglet)));
  }

  /** The last segment. */
  public Segment tail() {
    return segments.getLast();
  }

  /** The segment that holds {@code lsn}, or the first one when the LSN lies before the chain. */
  public Segment find(long lsn) {
    Segment found = segments.getFirst();
    for (Segment s : segments) {
      if (s.baseLsn() <= lsn) {
        found = s;
      }
    }
    return found;
  }

  /** The index that the next segment gets; its loglet id is made from it. */
  public int nextIndex() {
    return tail().index() + 1;
  }

  /**
   * The chain with another open end. A last segment without records (one that begins at {@code baseLsn} too) and a seal
   * marker are replaced, since nothing lies in them.
   *
   * @param baseLsn the tail of the sealed last segment
   */
  public LogChain extend(long baseLsn, Loglet loglet) {
    Check.argument(
        baseLsn >= tail().baseLsn(), "Expected an extension from %s on, but got %s", tail().baseLsn(), baseLsn);
    List<Segment> changed = new ArrayList<>(segments);
    if (tail().baseLsn() == baseLsn) {
      changed.removeLast();
    }
    changed.add(new Segment(baseLsn, nextIndex(), OptionalLong.empty(), loglet));
    return new LogChain(changed);
  }

  /** The chain without the leading segments whose records all lie at or below {@code trimPoint}. */
  public LogChain trimPrefix(long trimPoint) {
    int first = 0;
    while (first + 1 < segments.size() && segments.get(first + 1).baseLsn() <= trimPoint + 1) {
      first++;
    }
    return first == 0 ? this : new LogChain(segments.subList(first, segments.size()));
  }
}
