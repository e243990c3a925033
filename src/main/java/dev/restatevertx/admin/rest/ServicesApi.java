package dev.restatevertx.admin.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restatevertx.admin.registration.Registrar;
import dev.restatevertx.base.FriendlyDuration;
import dev.restatevertx.schema.ActiveHandler;
import dev.restatevertx.schema.ActiveService;
import dev.restatevertx.schema.JsonFields;
import dev.restatevertx.schema.SchemaDefaults;
import dev.restatevertx.schema.SchemaRegistry;
import dev.restatevertx.schema.ServiceChange;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code /services}. */
final class ServicesApi {
  private final Registrar registrar;
  private final SchemaDefaults defaults;

  ServicesApi(Registrar registrar, SchemaDefaults defaults) {
    this.registrar = registrar;
    this.defaults = defaults;
  }

  void addTo(Routes routes) {
    routes
        .get("/services", this::list)
        .get("/services/:service", this::get)
        .patch("/services/:service", this::modify)
        .get("/services/:service/handlers", this::handlers)
        .get("/services/:service/handlers/:handler", this::handler);
  }

  private Future<Void> list(RoutingContext context) {
    return withRegistry(
        registry -> {
          ObjectNode body = Shapes.object();
          ArrayNode services = body.putArray("services");
          for (String name : registry.serviceNames()) {
            registry.service(name).ifPresent(found -> services.add(Shapes.service(found)));
          }
          Replies.json(context, 200, body);
        });
  }

  private Future<Void> get(RoutingContext context) {
    return withRegistry(registry -> Replies.json(context, 200, Shapes.service(service(context, registry))));
  }

  private Future<Void> modify(RoutingContext context) {
    return RequestBody.read(context, ServicesApi::change)
        .compose(change -> registrar.modify(parameter(context, "service"), change))
        .map(
            schema -> {
              SchemaRegistry registry = new SchemaRegistry(schema, defaults);
              Replies.json(context, 200, Shapes.service(service(context, registry)));
              return null;
            });
  }

  private Future<Void> handlers(RoutingContext context) {
    return withRegistry(
        registry -> {
          ActiveService service = service(context, registry);
          ObjectNode body = Shapes.object();
          ArrayNode handlers = body.putArray("handlers");
          service.service().handlers().forEach(handler -> handlers.add(Shapes.handler(service, handler)));
          Replies.json(context, 200, body);
        });
  }

  private Future<Void> handler(RoutingContext context) {
    return withRegistry(
        registry -> {
          ActiveService service = service(context, registry);
          String name = parameter(context, "handler");
          ActiveHandler handler =
              service
                  .handler(name)
                  .orElseThrow(
                      () ->
                          HttpError.json(
                              404,
                              "The requested handler '" + name + "' on service '" + service.name()
                                  + "' does not exist"));
          Replies.json(context, 200, Shapes.handler(service, handler.handler()));
        });
  }

  private Future<Void> withRegistry(Consumer<SchemaRegistry> answer) {
    return registrar
        .schema()
        .map(
            schema -> {
              answer.accept(new SchemaRegistry(schema, defaults));
              return null;
            });
  }

  private static ActiveService service(RoutingContext context, SchemaRegistry registry) {
    String name = parameter(context, "service");
    return registry.service(name).orElseThrow(() -> HttpError.notFound("service", name));
  }

  private static String parameter(RoutingContext context, String name) {
    return Optional.ofNullable(context.pathParam(name)).orElse("");
  }

  private static ServiceChange change(JsonFields fields) {
    return new ServiceChange(
        fields.bool("public"),
        duration(fields, "inactivity_timeout"),
        duration(fields, "abort_timeout"),
        duration(fields, "journal_retention"),
        duration(fields, "idempotency_retention"),
        duration(fields, "workflow_completion_retention"));
  }

  private static Optional<Duration> duration(JsonFields fields, String name) {
    return fields
        .string(name)
        .map(
            text -> {
              try {
                return FriendlyDuration.parse(text);
              } catch (IllegalArgumentException e) {
                throw fields.wrong(name, String.valueOf(e.getMessage()));
              }
            });
  }
}
