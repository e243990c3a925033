package dev.restatevertx.admin.rest;

import dev.restatevertx.admin.registration.Registrar;
import dev.restatevertx.routing.PartitionClient;
import dev.restatevertx.runtime.Entropy;
import dev.restatevertx.schema.SchemaDefaults;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** All routes of the admin API. Lives on one loop. */
public final class AdminApi {
  private final OptionalInt concurrentRequestsLimit;
  private final InfoApi info;
  private final DeploymentsApi deployments;
  private final ServicesApi services;
  private final InvocationsApi invocations;
  private int requestsAtWork;

  /**
   * Makes the API.
   *
   * @param concurrentRequestsLimit requests at work at once; empty = no limit
   * @param ingress the address that callers of services shall use, if it is known
   */
  public AdminApi(
      OptionalInt concurrentRequestsLimit,
      Optional<URI> ingress,
      Supplier<ClusterHealth> clusterHealth,
      SchemaDefaults defaults,
      Registrar registrar,
      PartitionClient partitions,
      Entropy entropy) {
    this.concurrentRequestsLimit = concurrentRequestsLimit;
    this.info = new InfoApi(ingress, clusterHealth);
    this.deployments = new DeploymentsApi(registrar, defaults);
    this.services = new ServicesApi(registrar, defaults);
    this.invocations = new InvocationsApi(partitions, entropy);
  }

  /** The routes as a router. */
  public Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.route().handler(this::admit);
    router.route("/v1").handler(AdminApi::refuseV1);
    router.route("/v1/*").handler(AdminApi::refuseV1);
    for (ApiVersion.Mount mount : ApiVersion.MOUNTS) {
      Routes routes = new Routes(mount);
      info.addTo(routes);
      deployments.addTo(routes);
      services.addTo(routes);
      invocations.addTo(routes);
      NotBuiltApi.addTo(routes);
      routes.addTo(router);
    }
    router.route("/").handler(AdminApi::refuseUi);
    router.route("/ui").handler(AdminApi::refuseUi);
    router.route("/ui/*").handler(AdminApi::refuseUi);
    router.route().last().handler(context -> Replies.empty(context, 404));
    router.route().failureHandler(AdminApi::fail);
    return router;
  }

  private void admit(RoutingContext context) {
    if (concurrentRequestsLimit.isPresent() && requestsAtWork >= concurrentRequestsLimit.getAsInt()) {
      Replies.empty(context, 429);
      return;
    }
    requestsAtWork++;
    context.addEndHandler(_ -> requestsAtWork--);
    context.next();
  }

  private static void refuseV1(RoutingContext context) {
    Replies.text(
        context,
        400,
        "Unsupported Admin API version V1. This server supports versions between V" + ApiVersion.MIN + " and V"
            + ApiVersion.MAX + ".");
  }

  private static void refuseUi(RoutingContext context) {
    Replies.failure(context, HttpError.notBuilt("The web UI"));
  }

  /** What the router itself finds wrong, such as a path that cannot be decoded. */
  private static void fail(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure == null || context.statusCode() < 500) {
      Replies.empty(context, context.statusCode() < 0 ? 500 : context.statusCode());
    } else {
      Replies.failure(context, failure);
    }
  }
}
