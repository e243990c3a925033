package dev.restatevertx.admin;

import dev.restatevertx.admin.registration.Discovery;
import dev.restatevertx.admin.registration.Registrar;
import dev.restatevertx.admin.registration.SchemaStore;
import dev.restatevertx.admin.rest.AdminApi;
import dev.restatevertx.admin.rest.ClusterHealth;
import dev.restatevertx.routing.PartitionClient;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Entropy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Role {@code admin}: one verticle that serves the admin API. Start and stop may be called from any thread. */
public final class AdminRole {
  private final Vertx vertx;
  private final AdminVerticle verticle;
  private volatile Optional<String> deployed = Optional.empty();

  /** What the role needs of the rest of the node. */
  public record Dependencies(
      SchemaStore schemas,
      Discovery discovery,
      PartitionClient partitions,
      Supplier<ClusterHealth> clusterHealth,
      Clock clock,
      Supplier<Entropy> entropy) {}

  public AdminRole(Vertx vertx, AdminSettings settings, Dependencies dependencies) {
    this.vertx = vertx;
    // Bits of its own for its loop: an Entropy is not to be shared.
    Entropy entropy = dependencies.entropy().get();
    Registrar registrar =
        new Registrar(
            dependencies.schemas(),
            dependencies.discovery(),
            dependencies.clock(),
            entropy,
            settings.routingHeaders().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()));
    AdminApi api =
        new AdminApi(
            settings.concurrentRequestsLimit(),
            settings.ingress(),
            dependencies.clusterHealth(),
            settings.schemaDefaults(),
            registrar,
            dependencies.partitions(),
            entropy);
    this.verticle = new AdminVerticle(settings.listen(), settings.drainTimeout(), api);
  }

  /** Completes when the API answers. */
  public Future<Void> start() {
    return vertx
        .deployVerticle(verticle)
        .map(
            id -> {
              deployed = Optional.of(id);
              return null;
            });
  }

  /** Completes when requests at work are answered, or cut off. */
  public Future<Void> stop() {
    return deployed.map(vertx::undeploy).orElse(Future.succeededFuture());
  }

  /** The TCP port that was bound, once started; empty if there is none. */
  public OptionalInt port() {
    return verticle.port();
  }
}
