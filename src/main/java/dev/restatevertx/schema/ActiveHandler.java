package dev.restatevertx.schema;

import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.TargetKind;

/** A handler with all that calls of it need. Made once per registry version. */
public final class ActiveHandler {
  private final Handler handler;
  private final String service;
  private final EffectiveSettings settings;
  private final Retention retention;
  private final Retention idempotentRetention;

  ActiveHandler(String service, Handler handler, EffectiveSettings settings) {
    this.service = service;
    this.handler = handler;
    this.settings = settings;
    this.retention = settings.retention(handler.kind(), false);
    this.idempotentRetention = settings.retention(handler.kind(), true);
  }

  public String name() {
    return handler.name();
  }

  public TargetKind kind() {
    return handler.kind();
  }

  /** Whether the ingress lets callers in. */
  public boolean isPublic() {
    return settings.isPublic();
  }

  public InputRules input() {
    return handler.input();
  }

  public OutputRules output() {
    return handler.output();
  }

  public Handler handler() {
    return handler;
  }

  public EffectiveSettings settings() {
    return settings;
  }

  /** How long a new invocation of it stays after its end. */
  public Retention retention(boolean withIdempotencyKey) {
    return withIdempotencyKey ? idempotentRetention : retention;
  }

  /**
   * The target of a call.
   *
   * @param key empty if the service has no keys
   */
  public InvocationTarget target(String key) {
    return new InvocationTarget(handler.kind(), service, key, handler.name());
  }
}
