package dev.restatevertx.admin.rest;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects handlers by path and method, and mounts them so that a known path with another method answers 405. */
final class Routes {
  private final ApiVersion.Mount mount;
  private final Map<String, Map<HttpMethod, Handler>> paths = new LinkedHashMap<>();

  /** Handles a request; what it throws or fails with becomes the answer. */
  interface Handler {
    Future<Void> handle(RoutingContext context);
  }

  Routes(ApiVersion.Mount mount) {
    this.mount = mount;
  }

  ApiVersion version() {
    return mount.version();
  }

  Routes get(String path, Handler handler) {
    return on(HttpMethod.GET, path, handler);
  }

  Routes post(String path, Handler handler) {
    return on(HttpMethod.POST, path, handler);
  }

  Routes put(String path, Handler handler) {
    return on(HttpMethod.PUT, path, handler);
  }

  Routes patch(String path, Handler handler) {
    return on(HttpMethod.PATCH, path, handler);
  }

  Routes delete(String path, Handler handler) {
    return on(HttpMethod.DELETE, path, handler);
  }

  Routes on(HttpMethod method, String path, Handler handler) {
    paths.computeIfAbsent(path, _ -> new LinkedHashMap<>()).put(method, handler);
    return this;
  }

  void addTo(Router router) {
    paths.forEach(
        (path, handlers) -> {
          String allowed = allowed(handlers.keySet());
          router
              .route(mount.prefix() + path)
              .handler(
                  context ->
                      find(handlers, context.request().method())
                          .ifPresentOrElse(
                              handler -> handle(handler, context), () -> refuseMethod(context, allowed)));
        });
  }

  private static void handle(Handler handler, RoutingContext context) {
    if (context.request().path().endsWith("/")) {
      // The router takes it for the same path; the original does not.
      Replies.empty(context, 404);
      return;
    }
    Future<Void> handled;
    try {
      handled = handler.handle(context);
    } catch (RuntimeException e) {
      handled = Future.failedFuture(e);
    }
    handled.onFailure(failure -> Replies.failure(context, failure));
  }

  private static void refuseMethod(RoutingContext context, String allowed) {
    context.response().setStatusCode(405).putHeader("allow", allowed).end();
  }

  /** HEAD is GET whose body is left out. */
  private static Optional<Handler> find(Map<HttpMethod, Handler> handlers, HttpMethod method) {
    return Optional.ofNullable(handlers.get(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method));
  }

  private static String allowed(Collection<HttpMethod> methods) {
    Set<String> names = new LinkedHashSet<>();
    for (HttpMethod method : methods) {
      names.add(method.name());
      if (method.equals(HttpMethod.GET)) {
        names.add(HttpMethod.HEAD.name());
      }
    }
    return String.join(",", names);
  }
}
