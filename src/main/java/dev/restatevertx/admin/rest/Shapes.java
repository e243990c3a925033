package dev.restatevertx.admin.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.base.FriendlyDuration;
import dev.restatevertx.base.OnMaxAttempts;
import dev.restatevertx.base.RetryPolicy;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.schema.ActiveService;
import dev.restatevertx.schema.Deployment;
import dev.restatevertx.schema.EffectiveSettings;
import dev.restatevertx.schema.Handler;
import dev.restatevertx.schema.HandlerType;
import dev.restatevertx.schema.Notes;
import dev.restatevertx.schema.ProtocolMode;
import dev.restatevertx.schema.RetrySettings;
import dev.restatevertx.schema.SchemaRegistry;
import dev.restatevertx.schema.Service;
import dev.restatevertx.schema.ServiceType;
import dev.restatevertx.schema.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The JSON of deployments, services and handlers. What is absent is left out. */
final class Shapes {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Shapes() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** With names and revisions of its services. */
  static ObjectNode deployment(Deployment deployment) {
    ObjectNode json = deploymentHead(deployment);
    ArrayNode services = json.putArray("services");
    deployment
        .services()
        .forEach(service -> services.addObject().put("name", service.name()).put("revision", service.revision()));
    return json;
  }

  /** With all of its services. */
  static ObjectNode detailedDeployment(SchemaRegistry registry, Deployment deployment) {
    ObjectNode json = deploymentHead(deployment);
    json.set("services", services(registry, deployment));
    return json;
  }

  /** The answer to a registration. */
  static ObjectNode registered(SchemaRegistry registry, Deployment deployment) {
    ObjectNode json = object();
    json.put("id", deployment.id().toString());
    json.set("services", services(registry, deployment));
    json.put("min_protocol_version", deployment.minProtocolVersion());
    json.put("max_protocol_version", deployment.maxProtocolVersion());
    deployment.sdkVersion().ifPresent(version -> json.put("sdk_version", version));
    return json;
  }

  static ObjectNode service(ActiveService active) {
    Service service = active.service();
    EffectiveSettings settings = active.settings();
    ObjectNode json = object();
    json.put("name", service.name()).put("ty", service.type().label());
    put(json, service.notes());
    ArrayNode handlers = json.putArray("handlers");
    service.handlers().forEach(handler -> handlers.add(handler(active, handler)));
    json.put("deployment_id", active.deploymentId().toString())
        .put("revision", service.revision())
        .put("public", settings.isPublic());
    put(json, "idempotency_retention", Optional.of(settings.idempotencyRetention()));
    if (service.type() == ServiceType.WORKFLOW) {
      put(json, "workflow_completion_retention", Optional.of(completionRetention(active)));
    }
    put(json, "journal_retention", Optional.of(settings.journalRetention()));
    put(json, "inactivity_timeout", Optional.of(settings.inactivityTimeout()));
    put(json, "abort_timeout", Optional.of(settings.abortTimeout()));
    json.put("enable_lazy_state", settings.lazyState());
    json.set("retry_policy", retryPolicy(settings.retryPolicy()));
    info(json, "service", service.settings(), active);
    return json;
  }

  static ObjectNode handler(ActiveService active, Handler handler) {
    Settings settings = handler.settings();
    ObjectNode json = object();
    json.put("name", handler.name());
    HandlerType.of(handler.kind()).ifPresent(type -> json.put("ty", type.label()));
    put(json, handler.notes());
    put(json, "idempotency_retention", settings.idempotencyRetention());
    put(json, "journal_retention", settings.journalRetention());
    if (active.deployment().protocolMode() == ProtocolMode.BIDI_STREAM) {
      put(json, "inactivity_timeout", settings.inactivityTimeout());
    }
    put(json, "abort_timeout", settings.abortTimeout());
    settings.lazyState().ifPresent(lazy -> json.put("enable_lazy_state", lazy));
    json.put("public", active.handler(handler.name()).map(found -> found.isPublic()).orElse(false));
    json.put("input_description", handler.input().describe());
    json.put("output_description", handler.output().describe());
    handler.input().jsonSchema().ifPresent(schema -> json.set("input_json_schema", schema.node()));
    handler.output().jsonSchema().ifPresent(schema -> json.set("output_json_schema", schema.node()));
    json.set("retry_policy", retrySettings(settings.retry()));
    info(json, "handler", settings, active);
    return json;
  }

  /** With nine digits of fraction. */
  static String timestamp(long epochMillis) {
    return TIMESTAMP.format(Instant.ofEpochMilli(epochMillis));
  }

  private static ObjectNode deploymentHead(Deployment deployment) {
    ObjectNode json = object();
    json.put("id", deployment.id().toString())
        .put("uri", deployment.address().uri())
        .put("protocol_type", deployment.protocolMode().label())
        .put("http_version", deployment.address().httpVersion().label());
    if (!deployment.additionalHeaders().isEmpty()) {
      deployment.additionalHeaders().forEach(json.putObject("additional_headers")::put);
    }
    if (!deployment.metadata().isEmpty()) {
      deployment.metadata().forEach(json.putObject("metadata")::put);
    }
    json.put("created_at", timestamp(deployment.createdAtMillis()))
        .put("min_protocol_version", deployment.minProtocolVersion())
        .put("max_protocol_version", deployment.maxProtocolVersion());
    deployment.sdkVersion().ifPresent(version -> json.put("sdk_version", version));
    if (deployment.deprecated()) {
      info(json.putArray("info"), ErrorCode.RT0020, ErrorCode.RT0020.text() + ".");
    }
    return json;
  }

  private static ArrayNode services(SchemaRegistry registry, Deployment deployment) {
    ArrayNode services = JsonNodeFactory.instance.arrayNode();
    DeploymentId id = deployment.id();
    for (Service service : deployment.services()) {
      registry.service(id, service.name()).ifPresent(found -> services.add(service(found)));
    }
    return services;
  }

  /** A workflow's retention is that of its run. */
  private static Duration completionRetention(ActiveService active) {
    return active.service().handlers().stream()
        .filter(handler -> handler.kind() == TargetKind.WORKFLOW_RUN)
        .findFirst()
        .flatMap(handler -> active.handler(handler.name()))
        .map(handler -> handler.settings().workflowCompletionRetention())
        .orElse(active.settings().workflowCompletionRetention());
  }

  private static ObjectNode retryPolicy(RetryPolicy policy) {
    ObjectNode json = object();
    put(json, "initial_interval", Optional.of(policy.initialInterval()));
    json.put("exponentiation_factor", policy.factor());
    if (policy.maxAttempts().isPresent()) {
      json.put("max_attempts", policy.maxAttempts().getAsInt());
    } else {
      json.putNull("max_attempts");
    }
    put(json, "max_interval", policy.maxInterval());
    json.put("on_max_attempts", label(policy.onMaxAttempts()));
    return json;
  }

  /** What a handler sets itself; its {@code max_attempts} is always there. */
  private static ObjectNode retrySettings(RetrySettings retry) {
    ObjectNode json = object();
    put(json, "initial_interval", retry.initialInterval());
    retry.factor().ifPresent(factor -> json.put("exponentiation_factor", factor));
    if (retry.maxAttempts().isPresent()) {
      json.put("max_attempts", retry.maxAttempts().getAsInt());
    } else {
      json.putNull("max_attempts");
    }
    put(json, "max_interval", retry.maxInterval());
    retry.onMaxAttempts().ifPresent(action -> json.put("on_max_attempts", label(action)));
    return json;
  }

  private static String label(OnMaxAttempts action) {
    return switch (action) {
      case PAUSE -> "Pause";
      case KILL -> "Kill";
    };
  }

  /** Warnings of what is set, but does not hold. */
  private static void info(ObjectNode json, String kind, Settings settings, ActiveService active) {
    ArrayNode info = JsonNodeFactory.instance.arrayNode();
    if (active.deployment().protocolMode() == ProtocolMode.REQUEST_RESPONSE) {
      settings
          .inactivityTimeout()
          .ifPresent(
              timeout ->
                  info(
                      info,
                      ErrorCode.RT0021,
                      "The configured inactivity_timeout " + FriendlyDuration.format(timeout)
                          + " will not be applied because the " + kind + " is exposed in Request/Response mode."));
    }
    settings
        .journalRetention()
        .filter(retention -> active.journalRetentionLimit(retention).compareTo(retention) < 0)
        .ifPresent(
            retention ->
                info(
                    info,
                    ErrorCode.RT0022,
                    "The configured journal_retention " + FriendlyDuration.format(retention)
                        + " is above the server's limit and is cut to "
                        + FriendlyDuration.format(active.journalRetentionLimit(retention)) + "."));
    if (!info.isEmpty()) {
      json.set("info", info);
    }
  }

  private static void info(ArrayNode info, ErrorCode code, String message) {
    info.addObject().put("code", code.code()).put("message", message);
  }

  private static void put(ObjectNode json, Notes notes) {
    notes.documentation().ifPresent(text -> json.put("documentation", text));
    if (!notes.metadata().isEmpty()) {
      notes.metadata().forEach(json.putObject("metadata")::put);
    }
  }

  private static void put(ObjectNode json, String name, Optional<Duration> value) {
    value.ifPresent(duration -> json.put(name, FriendlyDuration.format(duration)));
  }
}
