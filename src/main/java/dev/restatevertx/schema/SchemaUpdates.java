package dev.restatevertx.schema;

import static dev.restatevertx.schema.SchemaException.Kind.CONFLICT;
import static dev.restatevertx.schema.SchemaException.Kind.INVALID;
import static dev.restatevertx.schema.SchemaException.Kind.NOT_FOUND;

import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All changes of the registry, as functions from one schema to the next. Whoever stores the result must make sure that
 * the schema it came from is still the stored one, else compute anew.
 */
public final class SchemaUpdates {
  private SchemaUpdates() {}

  /**
   * Registers what was discovered at an address.
   *
   * @param newId used if the deployment is new
   * @param nowMillis epoch millis
   * @param routingHeaders names, in lower case, of those additional headers that are part of a deployment's identity
   * @throws SchemaException if a rule forbids it
   */
  public static Registration register(
      Schema schema,
      RegistrationRequest request,
      Manifest manifest,
      DeploymentId newId,
      long nowMillis,
      Set<String> routingHeaders) {
    Optional<Deployment> known = find(schema, request, routingHeaders);
    if (known.isPresent() && !request.force()) {
      return new Registration(Registration.Outcome.UNCHANGED, schema, known.get());
    }
    Deployment deployment =
        new Deployment(
            known.map(Deployment::id).orElse(newId),
            request.address(),
            manifest.protocolMode(),
            request.additionalHeaders(),
            request.metadata(),
            nowMillis,
            manifest.minProtocolVersion(),
            manifest.maxProtocolVersion(),
            manifest.sdkVersion(),
            revise(schema, manifest.services(), request.force() || request.breaking()));
    Registration.Outcome outcome =
        known.isPresent() ? Registration.Outcome.OVERWRITTEN : Registration.Outcome.CREATED;
    return new Registration(outcome, schema.with(deployment), deployment);
  }

  /**
   * The deployment that a registration would meet: same location, same values of routing headers; of several the
   * newest.
   *
   * @param routingHeaders as in {@link #register}
   */
  public static Optional<Deployment> find(Schema schema, RegistrationRequest request, Set<String> routingHeaders) {
    SortedMap<String, String> routing = routing(request.additionalHeaders(), routingHeaders);
    return schema.all().stream()
        .filter(deployment -> deployment.address().location().equals(request.address().location()))
        .filter(deployment -> routing(deployment.additionalHeaders(), routingHeaders).equals(routing))
        .max(Comparator.comparingLong(Deployment::createdAtMillis).thenComparing(Deployment::id));
  }

  /**
   * Removes a deployment. An older one that has one of its services takes it over.
   *
   * @throws SchemaException if there is none
   */
  public static Schema delete(Schema schema, DeploymentId id) {
    if (schema.deployment(id).isEmpty()) {
      throw SchemaException.of(NOT_FOUND, "not found in the schema registry: deployment with id '" + id + "'");
    }
    return schema.without(id);
  }

  /**
   * Changes address, headers and, if wished, services of a deployment; revisions stay.
   *
   * @param manifest what the endpoint answered at the new address with the new headers
   * @throws SchemaException if there is none, or if the endpoint speaks other protocol versions
   */
  public static Schema update(Schema schema, DeploymentId id, DeploymentUpdate update, Manifest manifest) {
    Deployment old = deployment(schema, id);
    if (old.minProtocolVersion() != manifest.minProtocolVersion()
        || old.maxProtocolVersion() != manifest.maxProtocolVersion()) {
      throw SchemaException.of(
          INVALID,
          ErrorCode.META0016,
          "an update deployment operation must provide an endpoint with the same services and handlers. The update"
              + " tried to change the supported protocol versions from "
              + old.minProtocolVersion() + "..=" + old.maxProtocolVersion()
              + " to " + manifest.minProtocolVersion() + "..=" + manifest.maxProtocolVersion());
    }
    List<Service> services = update.overwrite() ? reread(schema, old, manifest.services()) : old.services();
    return schema.with(
        new Deployment(
            id,
            update.addressOf(old),
            update.overwrite() ? manifest.protocolMode() : old.protocolMode(),
            update.headersOf(old),
            old.metadata(),
            old.createdAtMillis(),
            old.minProtocolVersion(),
            old.maxProtocolVersion(),
            manifest.sdkVersion().or(old::sdkVersion),
            services));
  }

  /**
   * Changes settings of the active revision of a service; its next registration forgets them.
   *
   * @throws SchemaException if there is no such service, or if it has no such setting
   */
  public static Schema modify(Schema schema, String name, ServiceChange change) {
    Schema.Revision revision =
        schema
            .active(name)
            .orElseThrow(
                () -> SchemaException.of(NOT_FOUND, "The requested service '" + name + "' does not exist"));
    Service service = revision.service();
    if (change.workflowCompletionRetention().isPresent() && service.type() != ServiceType.WORKFLOW) {
      throw SchemaException.of(
          INVALID, "modifying retention time for service type " + service.type().label() + " is unsupported");
    }
    Service changed = service.withSettings(change.applyTo(service.settings()));
    List<Service> services =
        revision.deployment().services().stream().map(other -> other.name().equals(name) ? changed : other).toList();
    return schema.with(revision.deployment().withServices(services));
  }

  /**
   * A deployment by id.
   *
   * @throws SchemaException if there is none
   */
  public static Deployment deployment(Schema schema, DeploymentId id) {
    return schema
        .deployment(id)
        .orElseThrow(
            () -> SchemaException.of(NOT_FOUND, "The requested deployment '" + id + "' does not exist"));
  }

  /** Services of a new or replaced deployment: each gets the revision after the active one. */
  private static List<Service> revise(Schema schema, List<Service> services, boolean breaking) {
    SortedMap<String, Schema.Revision> active = schema.active();
    List<Service> revised = new ArrayList<>();
    for (Service service : distinct(services)) {
      Schema.Revision before = active.get(service.name());
      if (before == null) {
        revised.add(service.withRevision(1));
        continue;
      }
      if (before.service().type() != service.type() && !breaking) {
        throw SchemaException.of(
            CONFLICT,
            ErrorCode.META0006,
            "detected a new service revision for '" + service.name()
                + "' changing the service type from previous revision."
                + " Service type cannot be changed across revisions.");
      }
      revised.add(service.withRevision(before.service().revision() + 1));
    }
    return revised;
  }

  /** Services of an updated deployment: those that it had keep their revision. */
  private static List<Service> reread(Schema schema, Deployment old, List<Service> services) {
    TreeMap<String, Integer> had = new TreeMap<>();
    old.services().forEach(service -> had.put(service.name(), service.revision()));
    return revise(schema, services, true).stream()
        .map(service -> service.withRevision(had.getOrDefault(service.name(), service.revision())))
        .toList();
  }

  private static List<Service> distinct(List<Service> services) {
    TreeMap<String, Service> byName = new TreeMap<>();
    for (Service service : services) {
      checkName(service.name());
      if (byName.put(service.name(), service) != null) {
        throw SchemaException.of(
            INVALID, "the endpoint has two services of the name '" + service.name() + "': rename one of them");
      }
    }
    return List.copyOf(byName.values());
  }

  private static void checkName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("restate") || lower.equals("openapi")) {
      throw SchemaException.of(
          INVALID,
          ErrorCode.META0005,
          "cannot insert/modify service '" + name + "' as it contains a reserved name");
    }
  }

  private static SortedMap<String, String> routing(SortedMap<String, String> headers, Set<String> routingHeaders) {
    TreeMap<String, String> routing = new TreeMap<>(headers);
    routing.keySet().retainAll(routingHeaders);
    return routing;
  }
}
