package dev.restatevertx.schema;

import static dev.restatevertx.schema.SchemaException.Kind.BAD_DISCOVERY;
import static dev.restatevertx.schema.SchemaException.Kind.INVALID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.base.OnMaxAttempts;
import dev.restatevertx.invocation.TargetKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads discovery documents, versions 1 to 4. One parser for all: a version only says what the endpoint may send.
 * Source of the format: the JSON schemas that the SDKs ship, and what the original accepts.
 */
public final class ManifestParser {
  /** The accept header of a discovery request. */
  public static final String ACCEPT =
      IntStream.rangeClosed(1, 4).mapToObj(ManifestParser::contentType).collect(Collectors.joining(", "));

  private static final Set<String> CONTENT_TYPES = Set.of(ACCEPT.split(", "));
  private static final Pattern SERVICE_NAME = Pattern.compile("([a-zA-Z]|_[a-zA-Z0-9])[a-zA-Z0-9._-]*");
  private static final Pattern HANDLER_NAME = Pattern.compile("([a-zA-Z]|_[a-zA-Z0-9])[a-zA-Z0-9_]*");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");
  private static final long MAX_VERSION = Integer.MAX_VALUE;
  private static final int SHOWN_DOCUMENT_CHARS = 1024;

  private static final Set<String> ENDPOINT_FIELDS =
      Set.of("lambdaCompression", "maxProtocolVersion", "minProtocolVersion", "protocolMode", "services");
  private static final Set<String> SETTING_FIELDS =
      Set.of(
          "abortTimeout",
          "enableLazyState",
          "idempotencyRetention",
          "inactivityTimeout",
          "ingressPrivate",
          "journalRetention",
          "retryPolicyExponentiationFactor",
          "retryPolicyInitialInterval",
          "retryPolicyMaxAttempts",
          "retryPolicyMaxInterval",
          "retryPolicyOnMaxAttempts");
  private static final Set<String> SERVICE_FIELDS =
      union(SETTING_FIELDS, Set.of("documentation", "handlers", "metadata", "name", "ty"));
  private static final Set<String> HANDLER_FIELDS =
      union(
          SETTING_FIELDS,
          Set.of("documentation", "input", "metadata", "name", "output", "ty", "workflowCompletionRetention"));

  private static final Map<String, ProtocolMode> MODES =
      Map.of("BIDI_STREAM", ProtocolMode.BIDI_STREAM, "REQUEST_RESPONSE", ProtocolMode.REQUEST_RESPONSE);
  private static final Map<String, ServiceType> SERVICE_TYPES =
      Map.of(
          "SERVICE", ServiceType.SERVICE,
          "VIRTUAL_OBJECT", ServiceType.VIRTUAL_OBJECT,
          "WORKFLOW", ServiceType.WORKFLOW);
  private static final Map<String, HandlerType> HANDLER_TYPES =
      Map.of("EXCLUSIVE", HandlerType.EXCLUSIVE, "SHARED", HandlerType.SHARED, "WORKFLOW", HandlerType.WORKFLOW);
  private static final Map<String, OnMaxAttempts> ON_MAX_ATTEMPTS =
      Map.of("PAUSE", OnMaxAttempts.PAUSE, "KILL", OnMaxAttempts.KILL);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ManifestParser() {}

  /**
   * Reads an endpoint's answer.
   *
   * @param contentType value of that header; empty when there is none
   * @param server value of the header {@code x-restate-server}
   * @throws SchemaException if it is no valid document, or speaks no protocol version of ours
   */
  public static Manifest parse(Optional<String> contentType, Optional<String> server, byte[] document) {
    if (!contentType.map(CONTENT_TYPES::contains).orElse(false)) {
      String shown =
          contentType
              .map(type -> "Bad content type header: \"" + type + "\"")
              .orElse("No content type header was specified");
      throw bad(shown + ". Expected one of '" + ACCEPT + "'");
    }
    String text = new String(document, StandardCharsets.UTF_8);
    try {
      return endpoint(JsonFields.of(JSON.readTree(text)), server);
    } catch (JsonProcessingException e) {
      throw undecodable(e.getOriginalMessage(), text);
    } catch (JsonShapeException e) {
      throw undecodable(String.valueOf(e.getMessage()), text);
    }
  }

  private static Manifest endpoint(JsonFields fields, Optional<String> server) {
    fields.only(ENDPOINT_FIELDS);
    long min = fields.wholeNumber("minProtocolVersion", 1).orElseThrow(() -> fields.missing("minProtocolVersion"));
    long max = fields.wholeNumber("maxProtocolVersion", 1).orElseThrow(() -> fields.missing("maxProtocolVersion"));
    List<JsonFields> services = fields.objects("services").orElseThrow(() -> fields.missing("services"));
    ProtocolMode mode = fields.word("protocolMode", MODES).orElseThrow(() -> bad("missing protocol mode"));
    checkVersions(min, max, server);
    return new Manifest(
        mode, (int) min, (int) max, server, services.stream().map(ManifestParser::service).toList());
  }

  private static void checkVersions(long min, long max, Optional<String> server) {
    if (min > MAX_VERSION || max > MAX_VERSION) {
      throw bad((min > MAX_VERSION ? "min" : "max") + " protocol version must be in [1, " + MAX_VERSION + "]");
    }
    if (min > max) {
      throw bad(
          "Expected min protocol version to be <= max protocol version. Received min protocol version '"
              + min + "', max protocol version '" + max + "'");
    }
    // These releases announced more than they could do.
    boolean overstated = server.map(ManifestParser::overstatesItsVersion).orElse(false);
    long spoken = overstated ? 1 : max;
    if (min > Manifest.MAX_PROTOCOL_VERSION || spoken < Manifest.MIN_PROTOCOL_VERSION) {
      throw SchemaException.of(
          BAD_DISCOVERY,
          ErrorCode.META0012,
          "unsupported service protocol versions: [" + min + ", " + spoken
              + "]. Supported versions by this runtime are ["
              + Manifest.MIN_PROTOCOL_VERSION + ", " + Manifest.MAX_PROTOCOL_VERSION
              + "]. Please upgrade the SDK and try registering again.");
    }
  }

  private static boolean overstatesItsVersion(String server) {
    return server.startsWith("restate-sdk-typescript/1.0.")
        || server.startsWith("restate-sdk-typescript/1.1.")
        || server.startsWith("restate-sdk-typescript/1.2.");
  }

  private static Service service(JsonFields fields) {
    fields.only(SERVICE_FIELDS);
    String name = name(fields, SERVICE_NAME);
    ServiceType type = fields.word("ty", SERVICE_TYPES).orElseThrow(() -> fields.missing("ty"));
    List<JsonFields> declared = fields.objects("handlers").orElseThrow(() -> fields.missing("handlers"));
    Settings settings = settings(fields);
    List<Handler> handlers = new ArrayList<>();
    for (JsonFields handler : declared) {
      handlers.add(handler(handler, name, type, settings));
    }
    if (handlers.stream().map(Handler::name).distinct().count() < handlers.size()) {
      throw fields.wrong("handlers", "expected handlers of different names");
    }
    return new Service(name, type, 0, handlers, settings, notes(fields));
  }

  private static Handler handler(JsonFields fields, String service, ServiceType type, Settings serviceSettings) {
    fields.only(HANDLER_FIELDS);
    String name = name(fields, HANDLER_NAME);
    Optional<HandlerType> declared = fields.word("ty", HANDLER_TYPES);
    TargetKind kind =
        type.target(declared)
            .orElseThrow(
                () ->
                    invalid(
                        "invalid combination of service type and handler type '(" + type.label() + ", "
                            + declared.map(HandlerType::label).orElse("none") + ")' of " + service + "/" + name));
    Settings settings = settings(fields);
    checkSettings(service, name, kind, settings, serviceSettings);
    return new Handler(name, kind, input(fields, name), output(fields, name), settings, notes(fields));
  }

  private static void checkSettings(
      String service, String handler, TargetKind kind, Settings settings, Settings serviceSettings) {
    boolean run = kind == TargetKind.WORKFLOW_RUN;
    if (!run && settings.workflowCompletionRetention().isPresent()) {
      throw invalid(handler + " sets the workflow_completion_retention, but it's not a WORKFLOW handler");
    }
    if (run && settings.idempotencyRetention().isPresent()) {
      throw invalid(handler + " sets the idempotency_retention, but it's a WORKFLOW handler");
    }
    if (!serviceSettings.isPublic().orElse(true) && settings.isPublic().orElse(false)) {
      throw invalid(
          "The service " + service + " is private, but the handler " + handler
              + " is explicitly set as public. Make the service public and hide its other handlers instead");
    }
  }

  private static InputRules input(JsonFields handler, String name) {
    return handler
        .object("input")
        .map(
            input -> {
              Optional<MediaRange> contentType =
                  input.string("contentType").map(text -> mediaRange(name, text));
              boolean required = input.bool("required").orElse(false);
              return InputRules.of(required, contentType, jsonSchema(input, name, "input"));
            })
        .orElse(InputRules.UNDECLARED);
  }

  private static OutputRules output(JsonFields handler, String name) {
    return handler
        .object("output")
        .map(
            output -> {
              Optional<String> contentType = output.string("contentType");
              if (!contentType.map(text -> HEADER_VALUE.matcher(text).matches()).orElse(true)) {
                throw invalid(
                    "the handler '" + name + "' output content-type is not valid: failed to parse header value");
              }
              // Without a content type the original forgets the schema.
              Optional<Json> schema = contentType.flatMap(_ -> jsonSchema(output, name, "output"));
              return new OutputRules(contentType, output.bool("setContentTypeIfEmpty").orElse(false), schema);
            })
        .orElse(OutputRules.UNDECLARED);
  }

  private static MediaRange mediaRange(String handler, String text) {
    try {
      return MediaRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid("the handler '" + handler + "' input content-type is not valid: " + e.getMessage());
    }
  }

  private static Optional<Json> jsonSchema(JsonFields fields, String handler, String side) {
    return fields
        .value("jsonSchema")
        .map(
            schema -> {
              if (!schema.isObject() && !schema.isBoolean()) {
                throw invalid(
                    "the json schema of the " + side + " of handler '" + handler
                        + "' is invalid: expected an object or a boolean");
              }
              return new Json(schema);
            });
  }

  private static Settings settings(JsonFields fields) {
    return new Settings(
        fields.bool("ingressPrivate").map(isPrivate -> !isPrivate),
        fields.millis("inactivityTimeout"),
        fields.millis("abortTimeout"),
        fields.millis("journalRetention"),
        fields.millis("idempotencyRetention"),
        fields.millis("workflowCompletionRetention"),
        fields.bool("enableLazyState"),
        new RetrySettings(
            fields.millis("retryPolicyInitialInterval"),
            // Below 1, or an interval of 0, the original hammers the endpoint; intervals never shrink here.
            fields.number("retryPolicyExponentiationFactor", 0).map(factor -> Math.clamp(factor, 1, 1e5)),
            fields.millis("retryPolicyMaxInterval"),
            atLeastOne(fields.integer("retryPolicyMaxAttempts", 0)),
            fields.word("retryPolicyOnMaxAttempts", ON_MAX_ATTEMPTS)));
  }

  /** Zero attempts means one, as in the original. */
  private static OptionalInt atLeastOne(OptionalInt attempts) {
    return attempts.isPresent() ? OptionalInt.of(Math.max(1, attempts.getAsInt())) : attempts;
  }

  private static Notes notes(JsonFields fields) {
    return new Notes(fields.string("documentation"), fields.strings("metadata"));
  }

  private static String name(JsonFields fields, Pattern pattern) {
    String name = fields.string("name").orElseThrow(() -> fields.missing("name"));
    if (!pattern.matcher(name).matches()) {
      throw fields.wrong("name", "'" + name + "' doesn't match pattern \"^" + pattern.pattern() + "$\"");
    }
    return name;
  }

  private static String contentType(int version) {
    return "application/vnd.restate.endpointmanifest.v" + version + "+json";
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    return Stream.concat(a.stream(), b.stream()).collect(Collectors.toUnmodifiableSet());
  }

  private static SchemaException bad(String reason) {
    return SchemaException.of(
        BAD_DISCOVERY, ErrorCode.META0013, "received a bad response from the SDK: " + reason);
  }

  private static SchemaException undecodable(String reason, String document) {
    boolean whole = document.length() <= SHOWN_DOCUMENT_CHARS;
    String shown = whole ? document : document.substring(0, SHOWN_DOCUMENT_CHARS) + "…";
    return SchemaException.of(
        BAD_DISCOVERY,
        ErrorCode.META0013,
        "received a bad response from the SDK that cannot be decoded: " + reason + ". Discovery response: " + shown);
  }

  private static SchemaException invalid(String message) {
    return SchemaException.of(INVALID, message);
  }
}
