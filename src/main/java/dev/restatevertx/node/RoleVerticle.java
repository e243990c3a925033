package dev.restatevertx.node;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Gives a role its context. */
final class RoleVerticle extends VerticleBase {
  private final RoleService role;

  RoleVerticle(RoleService role) {
    this.role = role;
  }

  @Override
  public Future<?> start() {
    return role.start();
  }

  @Override
  public Future<?> stop() {
    return role.stop();
  }
}
