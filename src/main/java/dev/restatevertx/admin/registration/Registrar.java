package dev.restatevertx.admin.registration;

import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Entropy;
import dev.restatevertx.schema.Deployment;
import dev.restatevertx.schema.DeploymentUpdate;
import dev.restatevertx.schema.Manifest;
import dev.restatevertx.schema.Registration;
import dev.restatevertx.schema.RegistrationRequest;
import dev.restatevertx.schema.Schema;
import dev.restatevertx.schema.SchemaUpdates;
import dev.restatevertx.schema.ServiceChange;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All changes of the registry that people ask for. Discovery comes first and outside of the compare-and-set: what it
 * found is applied to whatever the schema is by then. Lives on one loop.
 */
public final class Registrar {
  private final SchemaStore store;
  private final Discovery discovery;
  private final Clock clock;
  private final Entropy entropy;
  private final Set<String> routingHeaders;

  /** @param routingHeaders names, in lower case, of additional headers that are part of a deployment's identity */
  public Registrar(
      SchemaStore store, Discovery discovery, Clock clock, Entropy entropy, Set<String> routingHeaders) {
    this.store = store;
    this.discovery = discovery;
    this.clock = clock;
    this.entropy = entropy;
    this.routingHeaders = Set.copyOf(routingHeaders);
  }

  /** The newest schema. */
  public Future<Schema> schema() {
    return store.read();
  }

  /**
   * Registers a deployment. One that is known and not forced is answered as it is, without asking the endpoint.
   *
   * @param dryRun whether to store nothing; everything else is done
   */
  public Future<Registration> register(RegistrationRequest request, boolean dryRun) {
    DeploymentId newId = DeploymentId.of(entropy.ulid());
    return store
        .read()
        .compose(
            schema -> {
              Optional<Deployment> known = SchemaUpdates.find(schema, request, routingHeaders);
              if (known.isPresent() && !request.force()) {
                return Future.succeededFuture(
                    new Registration(Registration.Outcome.UNCHANGED, schema, known.get()));
              }
              return discovery
                  .discover(request.address(), request.additionalHeaders())
                  .compose(
                      found ->
                          store(schema, request.withHttpVersion(found.httpVersion()), found.manifest(), newId, dryRun));
            });
  }

  private Future<Registration> store(
      Schema schema, RegistrationRequest request, Manifest manifest, DeploymentId newId, boolean dryRun) {
    if (dryRun) {
      // Inside a composition what is thrown fails the future.
      return Future.succeededFuture(register(schema, request, manifest, newId));
    }
    Last last = new Last();
    return store
        .update(
            newest -> {
              Registration registration = register(newest, request, manifest, newId);
              last.registration = Optional.of(registration);
              return registration.schema();
            })
        .map(
            stored -> {
              Registration registration = last.registration.orElseThrow();
              return new Registration(registration.outcome(), stored, registration.deployment());
            });
  }

  private Registration register(Schema schema, RegistrationRequest request, Manifest manifest, DeploymentId newId) {
    return SchemaUpdates.register(schema, request, manifest, newId, clock.millis(), routingHeaders);
  }

  /** Removes a deployment. */
  public Future<Void> delete(DeploymentId id) {
    return store.update(schema -> SchemaUpdates.delete(schema, id)).mapEmpty();
  }

  /**
   * Changes a deployment, and answers the schema with it. The endpoint is asked only if address or headers change.
   *
   * @param dryRun whether to store nothing
   */
  public Future<Schema> update(DeploymentId id, DeploymentUpdate update, boolean dryRun) {
    return store
        .read()
        .compose(
            schema -> {
              Deployment deployment = SchemaUpdates.deployment(schema, id);
              if (!update.changes(deployment)) {
                return Future.succeededFuture(schema);
              }
              return discovery
                  .discover(update.addressOf(deployment), update.headersOf(deployment))
                  .compose(
                      found -> {
                        DeploymentUpdate spoken = update.withHttpVersion(found.httpVersion());
                        UnaryOperator<Schema> change =
                            newest -> SchemaUpdates.update(newest, id, spoken, found.manifest());
                        return dryRun ? Future.succeededFuture(change.apply(schema)) : store.update(change);
                      });
            });
  }

  /** Changes settings of a service's active revision, and answers the schema with it. */
  public Future<Schema> modify(String service, ServiceChange change) {
    return store.update(schema -> SchemaUpdates.modify(schema, service, change));
  }

  /** What the change of a compare-and-set made in its last attempt. */
  private static final class Last {
    private volatile Optional<Registration> registration = Optional.empty();
  }
}
