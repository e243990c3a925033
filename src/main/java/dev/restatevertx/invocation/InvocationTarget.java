package dev.restatevertx.invocation;

import dev.restatevertx.base.Check;
import java.util.Optional;

/**
 * What an invocation runs.
 *
 * @param key the object's or workflow's key; empty string when the kind is not keyed (an empty key is legal for keyed
 *     kinds, hence {@link #optionalKey()})
 */
public record InvocationTarget(TargetKind kind, String service, String key, String handler) {
  public InvocationTarget {
    Check.argument(kind.keyed() || key.isEmpty(), "Expected no key for a service target, but got '%s'", key);
  }

  public static InvocationTarget service(String service, String handler) {
    return new InvocationTarget(TargetKind.SERVICE, service, "", handler);
  }

  public Optional<String> optionalKey() {
    return kind.keyed() ? Optional.of(key) : Optional.empty();
  }

  /** {@code Service/handler} or {@code Service/key/handler}, as shown to people. */
  @Override
  public String toString() {
    return kind.keyed() ? service + "/" + key + "/" + handler : service + "/" + handler;
  }
}
