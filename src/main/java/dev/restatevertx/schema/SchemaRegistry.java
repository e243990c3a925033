package dev.restatevertx.schema;

import dev.restatevertx.base.DeploymentId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A schema made ready for lookups on hot paths. Immutable; a new one is made for each version. */
public final class SchemaRegistry {
  /** Nothing registered. */
  public static final SchemaRegistry EMPTY = new SchemaRegistry(Schema.EMPTY, SchemaDefaults.STANDARD);

  private final Schema schema;
  private final SchemaDefaults defaults;
  private final Map<String, ActiveService> active = new LinkedHashMap<>();
  private final Map<DeploymentId, Map<String, ActiveService>> pinned = new LinkedHashMap<>();

  public SchemaRegistry(Schema schema, SchemaDefaults defaults) {
    this.schema = schema;
    this.defaults = defaults;
    for (Deployment deployment : schema.all()) {
      Map<String, ActiveService> services = new LinkedHashMap<>();
      for (Service service : deployment.services()) {
        services.put(service.name(), new ActiveService(deployment, service, defaults));
      }
      pinned.put(deployment.id(), services);
    }
    schema.active().forEach((name, revision) -> active.put(name, at(revision)));
  }

  private ActiveService at(Schema.Revision revision) {
    return service(revision.deployment().id(), revision.service().name())
        .orElseThrow(() -> new IllegalStateException("Expected every revision to be indexed"));
  }

  public long version() {
    return schema.version();
  }

  public Schema schema() {
    return schema;
  }

  public SchemaDefaults defaults() {
    return defaults;
  }

  /** The active revision of a service. */
  public Optional<ActiveService> service(String name) {
    return Optional.ofNullable(active.get(name));
  }

  /** A handler of the active revision. */
  public Optional<ActiveHandler> handler(String service, String handler) {
    ActiveService found = active.get(service);
    return found == null ? Optional.empty() : found.handler(handler);
  }

  /** The revision of a service that a deployment has, active or not: for invocations pinned to it. */
  public Optional<ActiveService> service(DeploymentId deployment, String name) {
    Map<String, ActiveService> services = pinned.get(deployment);
    return services == null ? Optional.empty() : Optional.ofNullable(services.get(name));
  }

  public Optional<Deployment> deployment(DeploymentId id) {
    return schema.deployment(id);
  }

  /** Names of all services, sorted. */
  public SortedSet<String> serviceNames() {
    return new TreeSet<>(active.keySet());
  }
}
