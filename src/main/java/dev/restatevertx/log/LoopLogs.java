package dev.restatevertx.log;

import dev.restatevertx.log.core.LogServer;
import dev.restatevertx.runtime.Loop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The logs of one loop. Everything here runs on it. */
final class LoopLogs {
  private final NodeLogs node;
  private final Loop loop;
  private final LogServers servers;
  private final Map<Integer, LogServer> connected = new HashMap<>();
  private final Map<Integer, ActiveSegment> active = new HashMap<>();
  private final Set<ReadStream> readers = new LinkedHashSet<>();
  private List<ActiveSegment> advanced = new ArrayList<>();
  private List<ActiveSegment> spare = new ArrayList<>();

  LoopLogs(NodeLogs node, Loop loop, LogServers servers) {
    this.node = node;
    this.loop = loop;
    this.servers = servers;
  }

  NodeLogs node() {
    return node;
  }

  Loop loop() {
    return loop;
  }

  LogServer server(int nodeId) {
    return connected.computeIfAbsent(nodeId, id -> servers.connect(id, loop, this::afterReplies));
  }

  /** The segment becomes the one that is appended to here; another one of its log fails what it has not committed. */
  void activate(int logId, ActiveSegment segment) {
    ActiveSegment before = active.put(logId, segment);
    if (before != null) {
      before.sealed();
    }
  }

  /** The segment has committed something: its readers get it once all answers of this group are in. */
  void advanced(ActiveSegment segment) {
    advanced.add(segment);
  }

  private void afterReplies() {
    List<ActiveSegment> segments = advanced;
    advanced = spare;
    for (ActiveSegment segment : segments) {
      segment.deliver();
    }
    segments.clear();
    spare = segments;
  }

  void add(ReadStream reader) {
    readers.add(reader);
  }

  void remove(ReadStream reader) {
    readers.remove(reader);
  }

  void chainsChanged() {
    List.copyOf(readers).forEach(ReadStream::pump);
  }

  void close() {
    List.copyOf(active.values()).forEach(ActiveSegment::close);
    List.copyOf(readers)
        .forEach(reader -> reader.fail(new LogException(LogException.Reason.CLOSED, "the node is stopping")));
  }
}
