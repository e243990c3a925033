package dev.restatevertx.schema;

import dev.restatevertx.base.DeploymentId;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is registered: one immutable value, stored whole.
 *
 * @param version from 1, up by one with each change; 0: nothing was ever registered
 * @param deployments by id, oldest first
 */
public record Schema(long version, SortedMap<DeploymentId, Deployment> deployments) {
  public static final Schema EMPTY = new Schema(0, Collections.emptySortedMap());

  public Schema {
    deployments = Collections.unmodifiableSortedMap(new TreeMap<>(deployments));
  }

  public Optional<Deployment> deployment(DeploymentId id) {
    return Optional.ofNullable(deployments.get(id));
  }

  /** The active revisions by service name: of each service the one with the highest revision. */
  public SortedMap<String, Revision> active() {
    TreeMap<String, Revision> active = new TreeMap<>();
    for (Deployment deployment : deployments.values()) {
      for (Service service : deployment.services()) {
        active.merge(service.name(), new Revision(deployment, service), Revision::later);
      }
    }
    return Collections.unmodifiableSortedMap(active);
  }

  /** The active revision of a service. For hot paths see {@link SchemaRegistry}. */
  public Optional<Revision> active(String service) {
    return Optional.ofNullable(active().get(service));
  }

  /** The next version, with another deployment, or a changed one. */
  Schema with(Deployment deployment) {
    TreeMap<DeploymentId, Deployment> changed = new TreeMap<>(deployments);
    changed.put(deployment.id(), deployment);
    return new Schema(version + 1, changed);
  }

  /** The next version, without this deployment. */
  Schema without(DeploymentId id) {
    TreeMap<DeploymentId, Deployment> changed = new TreeMap<>(deployments);
    changed.remove(id);
    return new Schema(version + 1, changed);
  }

  Collection<Deployment> all() {
    return deployments.values();
  }

  /** A service and where it is. */
  public record Revision(Deployment deployment, Service service) {
    private static Revision later(Revision a, Revision b) {
      return a.service.revision() >= b.service.revision() ? a : b;
    }
  }
}
