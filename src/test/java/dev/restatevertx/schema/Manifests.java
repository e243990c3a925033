package dev.restatevertx.schema;

import dev.restatevertx.base.DeploymentId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Discovery documents and registrations for tests. Quotes in documents may be single ones. */
public final class Manifests {
  static final long NOW = 1_700_000_000_123L;

  private Manifests() {}

  /** A document of these services, bidirectional, protocol versions 5 to 7. */
  public static Manifest of(String... services) {
    return parse(
        "{'protocolMode':'BIDI_STREAM','minProtocolVersion':5,'maxProtocolVersion':7,'services':["
            + String.join(",", services) + "]}");
  }

  public static Manifest parse(String document) {
    return ManifestParser.parse(
        Optional.of("application/vnd.restate.endpointmanifest.v4+json"),
        Optional.of("sdk/1"),
        document.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** A service of this type whose one handler is {@code run}. */
  public static String service(String name, String type) {
    return "{'name':'" + name + "','ty':'" + type + "','handlers':[{'name':'run'}]}";
  }

  static DeploymentId id(long number) {
    return new DeploymentId(1, number);
  }

  static RegistrationRequest request(String uri) {
    return new RegistrationRequest(address(uri), new TreeMap<>(), new TreeMap<>(), false, false);
  }

  static RegistrationRequest forced(String uri) {
    return new RegistrationRequest(address(uri), new TreeMap<>(), new TreeMap<>(), true, false);
  }

  static RegistrationRequest withHeaders(String uri, Map<String, String> headers) {
    return new RegistrationRequest(address(uri), new TreeMap<>(headers), new TreeMap<>(), false, false);
  }

  static Registration register(Schema schema, RegistrationRequest request, long id, String... services) {
    return SchemaUpdates.register(schema, request, of(services), id(id), NOW + id, Set.of("x-route"));
  }

  static EndpointAddress address(String uri) {
    return new EndpointAddress(EndpointAddress.normalize(uri).orElseThrow(), HttpVersion.HTTP_2);
  }
}
