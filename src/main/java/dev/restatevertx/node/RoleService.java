package dev.restatevertx.node;

import io.vertx.core.Future;

/** One role, or another part of a node that is started and stopped in order. Deployed as a verticle of its own. */
public interface RoleService {
  /** What messages and health call it, such as {@code http-ingress}. */
  String name();

  /** Starts it, on the verticle's context; complete once it does its work. */
  Future<Void> start();

  /** Stops it, on the verticle's context, after all that were started later; complete once nothing of it runs. */
  Future<Void> stop();
}
