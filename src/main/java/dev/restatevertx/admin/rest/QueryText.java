package dev.restatevertx.admin.rest;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Query parameters. */
final class QueryText {
  private QueryText() {}

  /** The first value of a parameter. */
  static Optional<String> of(RoutingContext context, String name) {
    return Optional.ofNullable(context.queryParams().get(name));
  }
}
