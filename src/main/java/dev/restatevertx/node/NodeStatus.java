package dev.restatevertx.node;

import dev.restatevertx.base.Check;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a node tells about itself. Roles fill it while they start; thread-safe. */
public final class NodeStatus {
  private final Map<String, Supplier<String>> parts = new ConcurrentSkipListMap<>();
  private final Map<String, LongSupplier> versions = new ConcurrentHashMap<>();
  private final List<BoundAddress> addresses = new CopyOnWriteArrayList<>();
  private volatile Optional<String> nodeId = Optional.empty();
  private volatile Lifecycle lifecycle = Lifecycle.STARTING;

  /**
   * A socket that is open.
   *
   * @param name whose it is: {@code ingress}, {@code admin}, {@code fabric}, …
   * @param address as callers use it: a URL, or the path of a Unix socket
   */
  public record BoundAddress(String name, String address, Kind kind) {
    /** The kind of socket. */
    public enum Kind {
      TCP("tcp"),
      UNIX("unix");

      private final String text;

      Kind(String text) {
        this.text = text;
      }

      /** How health writes it. */
      public String text() {
        return text;
      }
    }
  }

  /** Tells the node id with its generation, such as {@code N1:2}. */
  public void nodeId(String id) {
    nodeId = Optional.of(id);
  }

  /** The node id, once it is known. */
  public Optional<String> nodeId() {
    return nodeId;
  }

  /** Tells how a part is, under the name health gives it, such as {@code worker_status}; asked on any thread. */
  public void part(String name, Supplier<String> state) {
    parts.put(name, state);
  }

  /** Tells a metadata version, under the name health gives it, such as {@code logs_version}; asked on any thread. */
  public void version(String name, LongSupplier version) {
    versions.put(name, version);
  }

  /** Tells that a socket was opened. */
  public void bound(String name, String address, BoundAddress.Kind kind) {
    addresses.add(new BoundAddress(name, address, kind));
  }

  /** The sockets that were opened, in that order. */
  public List<BoundAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** Where the node is in its life. */
  public Lifecycle lifecycle() {
    return lifecycle;
  }

  /** Moves on. */
  synchronized void lifecycle(Lifecycle next) {
    Check.that(lifecycle.mayBecome(next), "Expected a node not to go from %s to %s", lifecycle, next);
    lifecycle = next;
  }

  Map<String, Supplier<String>> parts() {
    return parts;
  }

  Map<String, LongSupplier> versions() {
    return versions;
  }
}
