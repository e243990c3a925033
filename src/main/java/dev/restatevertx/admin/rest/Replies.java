package dev.restatevertx.admin.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restatevertx.admin.registration.DiscoveryException;
import dev.restatevertx.metadata.MetadataException;
import dev.restatevertx.routing.RoutingException;
import dev.restatevertx.schema.SchemaException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes answers. */
final class Replies {
  private static final System.Logger LOG = System.getLogger("restate.admin");

  private Replies() {}

  static void json(RoutingContext context, int status, JsonNode body) {
    HttpServerResponse response = context.response();
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("vary", "accept-encoding")
        .end(Buffer.buffer(body.toString().getBytes(StandardCharsets.UTF_8)));
  }

  static void text(RoutingContext context, int status, String body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "text/plain; charset=utf-8")
        .putHeader("vary", "accept-encoding")
        .end(body);
  }

  static void empty(RoutingContext context, int status) {
    context.response().setStatusCode(status).end();
  }

  /** Answers a failure of any kind, once. */
  static void failure(RoutingContext context, Throwable failure) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    HttpError error = translate(failure);
    switch (error.form()) {
      case TEXT -> text(context, error.status(), error.text());
      case JSON -> {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("message", error.text());
        error.code().ifPresentOrElse(code -> body.put("restate_code", code.code()), () -> body.putNull("restate_code"));
        json(context, error.status(), body);
      }
    }
  }

  private static HttpError translate(Throwable failure) {
    return switch (failure) {
      case HttpError error -> error;
      case SchemaException e -> HttpError.json(status(e.kind()), e.code(), message(e));
      case DiscoveryException e -> HttpError.json(500, Optional.of(e.code()), message(e));
      case RoutingException e ->
          HttpError.json(503, "Error when routing the request internally. Reason: " + message(e));
      case MetadataException e ->
          HttpError.json(503, "The metadata store did not do what was asked. Reason: " + message(e));
      case Throwable e -> {
        LOG.log(System.Logger.Level.WARNING, "An admin request failed for a reason of the server's own", e);
        yield HttpError.json(500, "Internal server error: " + e);
      }
    };
  }

  private static int status(SchemaException.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case INVALID -> 400;
      case BAD_DISCOVERY -> 500;
    };
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
