package dev.restatevertx.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.base.OnMaxAttempts;
import dev.restatevertx.invocation.TargetKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The stored form of a {@link Schema}: one JSON document. Fields are only ever added, what is absent is empty; {@code
 * format} grows when an older reader would misread. The bytes are pinned by a golden file.
 */
public final class SchemaJson {
  /** The format written, and the highest that is read. */
  public static final int FORMAT = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaJson() {}

  public static byte[] write(Schema schema) {
    return toJson(schema).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The document as a tree. */
  public static ObjectNode toJson(Schema schema) {
    ObjectNode document = object();
    document.put("format", FORMAT).put("version", schema.version());
    ArrayNode deployments = document.putArray("deployments");
    schema.deployments().values().forEach(deployment -> deployments.add(write(deployment)));
    return document;
  }

  /**
   * Reads the stored form.
   *
   * @throws IllegalArgumentException if it is none, or of a newer format
   */
  public static Schema read(byte[] stored) {
    try {
      return fromJson(JSON.readTree(new String(stored, StandardCharsets.UTF_8)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected a stored schema, but got: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads the document as a tree.
   *
   * @throws IllegalArgumentException if it is none, or of a newer format
   */
  public static Schema fromJson(JsonNode json) {
    JsonFields document = JsonFields.of(json);
    int format = document.integer("format", 1).orElseThrow(() -> document.missing("format"));
    if (format > FORMAT) {
      throw new IllegalArgumentException(
          "Expected a schema of format " + FORMAT + " at most, but got " + format + ": start a newer server");
    }
    TreeMap<DeploymentId, Deployment> deployments = new TreeMap<>();
    for (JsonFields fields : document.objects("deployments").orElse(List.of())) {
      Deployment deployment = deployment(fields);
      deployments.put(deployment.id(), deployment);
    }
    return new Schema(document.wholeNumber("version", 0).orElse(0L), deployments);
  }

  private static ObjectNode write(Deployment deployment) {
    ObjectNode json = object();
    json.put("id", deployment.id().toString())
        .put("uri", deployment.address().uri())
        .put("http_version", deployment.address().httpVersion().name())
        .put("protocol_mode", deployment.protocolMode().name());
    put(json, "additional_headers", deployment.additionalHeaders());
    put(json, "metadata", deployment.metadata());
    json.put("created_at_millis", deployment.createdAtMillis())
        .put("min_protocol_version", deployment.minProtocolVersion())
        .put("max_protocol_version", deployment.maxProtocolVersion());
    deployment.sdkVersion().ifPresent(version -> json.put("sdk_version", version));
    ArrayNode services = json.putArray("services");
    deployment.services().forEach(service -> services.add(write(service)));
    return json;
  }

  private static Deployment deployment(JsonFields json) {
    return new Deployment(
        DeploymentId.parse(text(json, "id")),
        new EndpointAddress(text(json, "uri"), word(json, "http_version", HttpVersion.values())),
        word(json, "protocol_mode", ProtocolMode.values()),
        json.strings("additional_headers"),
        json.strings("metadata"),
        json.wholeNumber("created_at_millis", 0).orElseThrow(() -> json.missing("created_at_millis")),
        json.integer("min_protocol_version", 1).orElseThrow(() -> json.missing("min_protocol_version")),
        json.integer("max_protocol_version", 1).orElseThrow(() -> json.missing("max_protocol_version")),
        json.string("sdk_version"),
        json.objects("services").orElse(List.of()).stream().map(SchemaJson::service).toList());
  }

  private static ObjectNode write(Service service) {
    ObjectNode json = object();
    json.put("name", service.name()).put("type", service.type().name()).put("revision", service.revision());
    put(json, service.settings());
    put(json, service.notes());
    ArrayNode handlers = json.putArray("handlers");
    service.handlers().forEach(handler -> handlers.add(write(handler)));
    return json;
  }

  private static Service service(JsonFields json) {
    return new Service(
        text(json, "name"),
        word(json, "type", ServiceType.values()),
        json.integer("revision", 1).orElseThrow(() -> json.missing("revision")),
        json.objects("handlers").orElse(List.of()).stream().map(SchemaJson::handler).toList(),
        settings(json),
        notes(json));
  }

  private static ObjectNode write(Handler handler) {
    ObjectNode json = object();
    json.put("name", handler.name()).put("kind", handler.kind().name());
    put(json, handler.settings());
    put(json, handler.notes());
    ArrayNode input = json.putArray("input");
    handler.input().rules().forEach(rule -> input.add(write(rule)));
    ObjectNode output = json.putObject("output");
    handler.output().contentType().ifPresent(type -> output.put("content_type", type));
    output.put("even_if_empty", handler.output().evenIfEmpty());
    handler.output().jsonSchema().ifPresent(schema -> output.set("json_schema", schema.node()));
    return json;
  }

  private static Handler handler(JsonFields json) {
    JsonFields output = json.object("output").orElseThrow(() -> json.missing("output"));
    return new Handler(
        text(json, "name"),
        word(json, "kind", TargetKind.values()),
        new InputRules(json.objects("input").orElse(List.of()).stream().map(SchemaJson::rule).toList()),
        new OutputRules(
            output.string("content_type"),
            output.bool("even_if_empty").orElse(false),
            output.value("json_schema").map(Json::new)),
        settings(json),
        notes(json));
  }

  /** A rule of a content type has that field, the rule "nothing" has none. */
  private static ObjectNode write(InputRule rule) {
    ObjectNode json = object();
    switch (rule) {
      case InputRule.Nothing _ -> {}
      case InputRule.Typed(MediaRange accepted, Optional<Json> schema) -> {
        json.put("content_type", accepted.toString());
        schema.ifPresent(value -> json.set("json_schema", value.node()));
      }
    }
    return json;
  }

  private static InputRule rule(JsonFields json) {
    Optional<Json> schema = json.value("json_schema").map(Json::new);
    return json.string("content_type")
        .<InputRule>map(type -> new InputRule.Typed(MediaRange.parse(type), schema))
        .orElse(new InputRule.Nothing());
  }

  private static void put(ObjectNode json, Settings settings) {
    settings.isPublic().ifPresent(value -> json.put("public", value));
    put(json, "inactivity_timeout_millis", settings.inactivityTimeout());
    put(json, "abort_timeout_millis", settings.abortTimeout());
    put(json, "journal_retention_millis", settings.journalRetention());
    put(json, "idempotency_retention_millis", settings.idempotencyRetention());
    put(json, "workflow_completion_retention_millis", settings.workflowCompletionRetention());
    settings.lazyState().ifPresent(value -> json.put("lazy_state", value));
    RetrySettings retry = settings.retry();
    if (!retry.equals(RetrySettings.NONE)) {
      ObjectNode policy = json.putObject("retry_policy");
      put(policy, "initial_interval_millis", retry.initialInterval());
      retry.factor().ifPresent(value -> policy.put("factor", value));
      put(policy, "max_interval_millis", retry.maxInterval());
      retry.maxAttempts().ifPresent(value -> policy.put("max_attempts", value));
      retry.onMaxAttempts().ifPresent(value -> policy.put("on_max_attempts", value.name()));
    }
  }

  private static Settings settings(JsonFields json) {
    return new Settings(
        json.bool("public"),
        json.millis("inactivity_timeout_millis"),
        json.millis("abort_timeout_millis"),
        json.millis("journal_retention_millis"),
        json.millis("idempotency_retention_millis"),
        json.millis("workflow_completion_retention_millis"),
        json.bool("lazy_state"),
        json.object("retry_policy").map(SchemaJson::retry).orElse(RetrySettings.NONE));
  }

  private static RetrySettings retry(JsonFields json) {
    return new RetrySettings(
        json.millis("initial_interval_millis"),
        json.number("factor", 1),
        json.millis("max_interval_millis"),
        json.integer("max_attempts", 1),
        json.word("on_max_attempts", byName(OnMaxAttempts.values())));
  }

  private static void put(ObjectNode json, Notes notes) {
    notes.documentation().ifPresent(value -> json.put("documentation", value));
    put(json, "metadata", notes.metadata());
  }

  private static Notes notes(JsonFields json) {
    return new Notes(json.string("documentation"), json.strings("metadata"));
  }

  private static void put(ObjectNode json, String name, Optional<Duration> value) {
    value.ifPresent(duration -> json.put(name, duration.toMillis()));
  }

  private static void put(ObjectNode json, String name, SortedMap<String, String> values) {
    if (!values.isEmpty()) {
      ObjectNode object = json.putObject(name);
      values.forEach(object::put);
    }
  }

  private static String text(JsonFields json, String name) {
    return json.string(name).orElseThrow(() -> json.missing(name));
  }

  private static <E extends Enum<E>> E word(JsonFields json, String name, E[] values) {
    return json.word(name, byName(values)).orElseThrow(() -> json.missing(name));
  }

  private static <E extends Enum<E>> Map<String, E> byName(E[] values) {
    return Arrays.stream(values).collect(Collectors.toMap(Enum::name, Function.identity()));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
