package dev.restatevertx.partition.state;

import dev.restatevertx.invocation.InvocationTarget;

/** A virtual object or workflow: what owns state, a lock, an inbox, promises. */
public record ServiceKey(String service, String key) {
  /** The owner that invocations of a keyed target belong to. */
  public static ServiceKey of(InvocationTarget target) {
    return new ServiceKey(target.service(), target.key());
  }
}
