package dev.restatevertx.admin.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the server says of itself. */
final class InfoApi {
  /**
   * The version that clients are told. The official CLI and UI choose their queries by it: it is the version of the
   * original whose API this is, not that of this server.
   */
  static final String COMPATIBLE_VERSION = "1.7.12";

  /** Features of the original that clients ask for. None of them is on. */
  private static final List<String> FEATURES =
      List.of(
          "invoker_yield",
          "kafka_scope",
          "preflight_invocation_termination_retention",
          "protocol_v7",
          "scoped_promise_table_migration",
          "scoped_state_table_migration",
          "scoped_virtual_objects",
          "unique_random_seeds",
          "vqueue_obsolete_cleanup",
          "vqueues",
          "vqueues_async_refill",
          "vqueues_migration_skip_completed");

  private final Optional<URI> ingress;
  private final Supplier<ClusterHealth> clusterHealth;

  /** @param ingress the address that callers of services shall use, if it is known */
  InfoApi(Optional<URI> ingress, Supplier<ClusterHealth> clusterHealth) {
    this.ingress = ingress;
    this.clusterHealth = clusterHealth;
  }

  void addTo(Routes routes) {
    routes.get("/health", this::health).get("/version", this::version).get("/cluster-health", this::clusterHealth);
  }

  private Future<Void> health(RoutingContext context) {
    Replies.empty(context, 200);
    return Future.succeededFuture();
  }

  private Future<Void> version(RoutingContext context) {
    ObjectNode body = Shapes.object();
    body.put("version", COMPATIBLE_VERSION)
        .put("min_admin_api_version", ApiVersion.MIN)
        .put("max_admin_api_version", ApiVersion.MAX);
    ingress.ifPresent(address -> body.put("ingress_endpoint", address.toString()));
    ObjectNode features = body.putObject("features");
    FEATURES.forEach(name -> features.put(name, false));
    Replies.json(context, 200, body);
    return Future.succeededFuture();
  }

  private Future<Void> clusterHealth(RoutingContext context) {
    ClusterHealth health = clusterHealth.get();
    if (!health.provisioned()) {
      throw HttpError.json(503, "The cluster is not provisioned yet: provision it, or wait until its first node did");
    }
    ObjectNode body = Shapes.object();
    body.put("cluster_name", health.clusterName());
    if (health.metadataMembers().isEmpty()) {
      body.putNull("metadata_cluster_health");
    } else {
      ArrayNode members = body.putObject("metadata_cluster_health").putArray("members");
      health.metadataMembers().forEach(members::add);
    }
    Replies.json(context, 200, body);
    return Future.succeededFuture();
  }
}
