package dev.restatevertx.node;

/**
 * The life of a node.
 *
 * <pre>
 * STARTING -> RUNNING -> STOPPING -> STOPPED
 *     |                     ^
 *     +---------------------+
 * </pre>
 */
public enum Lifecycle {
  /** Roles are being started, one after the other. */
  STARTING,
  /** All roles do their work. */
  RUNNING,
  /** Roles are being stopped, in reverse order. */
  STOPPING,
  /** Nothing runs any more. */
  STOPPED;

  /** Whether {@code next} may follow. */
  public boolean mayBecome(Lifecycle next) {
    return switch (this) {
      case STARTING -> next == RUNNING || next == STOPPING;
      case RUNNING -> next == STOPPING;
      case STOPPING -> next == STOPPED;
      case STOPPED -> false;
    };
  }
}
