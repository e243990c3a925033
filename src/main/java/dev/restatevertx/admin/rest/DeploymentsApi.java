package dev.restatevertx.admin.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restatevertx.admin.registration.Registrar;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.IdFormatException;
import dev.restatevertx.schema.Deployment;
import dev.restatevertx.schema.DeploymentUpdate;
import dev.restatevertx.schema.Registration;
import dev.restatevertx.schema.Registration.Outcome;
import dev.restatevertx.schema.Schema;
import dev.restatevertx.schema.SchemaDefaults;
import dev.restatevertx.schema.SchemaRegistry;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** {@code /deployments}. */
final class DeploymentsApi {
  private final Registrar registrar;
  private final SchemaDefaults defaults;

  DeploymentsApi(Registrar registrar, SchemaDefaults defaults) {
    this.registrar = registrar;
    this.defaults = defaults;
  }

  void addTo(Routes routes) {
    ApiVersion version = routes.version();
    routes
        .get("/deployments", this::list)
        .post("/deployments", context -> register(context, version))
        .get("/deployments/:deployment", this::get)
        .put("/deployments/:deployment", context -> put(context, version))
        .patch("/deployments/:deployment", context -> update(context, false))
        .delete("/deployments/:deployment", this::delete);
  }

  private Future<Void> list(RoutingContext context) {
    return registrar
        .schema()
        .map(
            schema -> {
              ObjectNode body = Shapes.object();
              ArrayNode deployments = body.putArray("deployments");
              schema.deployments().values().forEach(found -> deployments.add(Shapes.deployment(found)));
              Replies.json(context, 200, body);
              return null;
            });
  }

  private Future<Void> register(RoutingContext context, ApiVersion version) {
    return RequestBody.read(context, fields -> DeploymentRequests.registration(fields, version))
        .compose(wanted -> registrar.register(wanted.request(), wanted.dryRun()))
        .map(
            registration -> {
              answer(context, version, registration);
              return null;
            });
  }

  private void answer(RoutingContext context, ApiVersion version, Registration registration) {
    Deployment deployment = registration.deployment();
    if (version == ApiVersion.V2 && registration.outcome() == Outcome.UNCHANGED) {
      throw HttpError.json(409, "Conflict: deployment " + deployment.id() + " already exists");
    }
    int status =
        switch (registration.outcome()) {
          case CREATED -> 201;
          case UNCHANGED -> 200;
          case OVERWRITTEN -> version == ApiVersion.V2 ? 201 : 200;
        };
    context.response().putHeader("location", "deployments/" + deployment.id());
    Replies.json(context, status, Shapes.registered(registry(registration.schema()), deployment));
  }

  private Future<Void> get(RoutingContext context) {
    DeploymentId id = id(context);
    return registrar
        .schema()
        .map(
            schema -> {
              answer(context, schema, id);
              return null;
            });
  }

  private Future<Void> put(RoutingContext context, ApiVersion version) {
    if (version != ApiVersion.V2) {
      throw HttpError.json(405, "PUT deployment is deprecated, use PATCH instead");
    }
    return update(context, true);
  }

  /** @param replaceAll whether services are read anew even if the request does not say so */
  private Future<Void> update(RoutingContext context, boolean replaceAll) {
    DeploymentId id = id(context);
    return RequestBody.read(context, DeploymentRequests::update)
        .compose(
            wanted -> {
              DeploymentUpdate update = replaceAll ? wanted.update().overwriting() : wanted.update();
              return registrar.update(id, update, wanted.dryRun());
            })
        .map(
            schema -> {
              answer(context, schema, id);
              return null;
            });
  }

  private void answer(RoutingContext context, Schema schema, DeploymentId id) {
    Deployment deployment = schema.deployment(id).orElseThrow(() -> HttpError.notFound("deployment", id));
    Replies.json(context, 200, Shapes.detailedDeployment(registry(schema), deployment));
  }

  private Future<Void> delete(RoutingContext context) {
    DeploymentId id = id(context);
    boolean force =
        switch (QueryText.of(context, "force").orElse("false")) {
          case "true" -> true;
          case "false" -> false;
          case String _ -> throw HttpError.invalidQuery("force: provided string was not `true` or `false`");
        };
    if (!force) {
      // To wait until nothing runs there any more is more than the original can do.
      Replies.empty(context, 501);
      return Future.succeededFuture();
    }
    return registrar.delete(id).onSuccess(_ -> Replies.empty(context, 202));
  }

  private SchemaRegistry registry(Schema schema) {
    return new SchemaRegistry(schema, defaults);
  }

  private static DeploymentId id(RoutingContext context) {
    String text = Optional.ofNullable(context.pathParam("deployment")).orElse("");
    try {
      return DeploymentId.parse(text);
    } catch (IdFormatException e) {
      throw HttpError.invalidUrl("deployment", text, e);
    }
  }
}
