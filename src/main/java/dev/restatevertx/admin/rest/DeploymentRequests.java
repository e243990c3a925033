package dev.restatevertx.admin.rest;

import dev.restatevertx.schema.DeploymentUpdate;
import dev.restatevertx.schema.EndpointAddress;
import dev.restatevertx.schema.HttpVersion;
import dev.restatevertx.schema.JsonFields;
import dev.restatevertx.schema.JsonShapeException;
import dev.restatevertx.schema.RegistrationRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Bodies of requests that register or change deployments. They are unions: one form for HTTP, one for Lambda. */
final class DeploymentRequests {
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");
  private static final int ARN_PARTS = 8;

  private DeploymentRequests() {}

  /** A registration that is asked for. */
  record WantedRegistration(RegistrationRequest request, boolean dryRun) {}

  /** A change that is asked for. */
  record WantedUpdate(DeploymentUpdate update, boolean dryRun) {}

  static WantedRegistration registration(JsonFields fields, ApiVersion version) {
    return asVariant("RegisterDeploymentRequest", () -> readRegistration(fields, version));
  }

  static WantedUpdate update(JsonFields fields) {
    return asVariant("UpdateDeploymentRequest", () -> readUpdate(fields));
  }

  private static WantedRegistration readRegistration(JsonFields fields, ApiVersion version) {
    refuseLambda(fields);
    String uri = fields.string("uri").orElseThrow(() -> new JsonShapeException("", ""));
    boolean http11 = fields.bool("use_http_11").orElse(false);
    RegistrationRequest request =
        new RegistrationRequest(
            new EndpointAddress(absolute(uri), httpVersion(http11)),
            headers(fields),
            fields.strings("metadata"),
            fields.bool("force").orElse(version.forcesByDefault()),
            fields.bool("breaking").orElse(false));
    return new WantedRegistration(request, fields.bool("dry_run").orElse(false));
  }

  private static WantedUpdate readUpdate(JsonFields fields) {
    refuseLambda(fields);
    DeploymentUpdate update =
        new DeploymentUpdate(
            fields.string("uri").map(DeploymentRequests::absolute),
            fields.bool("use_http_11").map(DeploymentRequests::httpVersion),
            fields.has("additional_headers") ? Optional.of(headers(fields)) : Optional.empty(),
            fields.bool("overwrite").orElse(false));
    return new WantedUpdate(update, fields.bool("dry_run").orElse(false));
  }

  private static void refuseLambda(JsonFields fields) {
    fields
        .string("arn")
        .ifPresent(
            arn -> {
              if (arn.split(":", -1).length != ARN_PARTS) {
                throw HttpError.invalidField(
                    "arn", "A qualified ARN must have 8 components delimited by `:`");
              }
              throw HttpError.notBuilt("Registration of AWS Lambda functions");
            });
    if (fields.has("auth")) {
      throw HttpError.notBuilt("Authentication towards endpoints (field 'auth')");
    }
  }

  private static HttpVersion httpVersion(boolean http11) {
    return http11 ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_2;
  }

  private static String absolute(String uri) {
    if (uri.startsWith("/")) {
      throw HttpError.invalidField(
          "uri", "The provided uri " + uri + " is not absolute, only absolute URIs can be used.");
    }
    return EndpointAddress.normalize(uri)
        .orElseThrow(
            () ->
                new JsonShapeException(
                    "uri", "expected an absolute URI of scheme http or https, but got \"" + uri + "\""));
  }

  private static SortedMap<String, String> headers(JsonFields fields) {
    TreeMap<String, String> headers = new TreeMap<>();
    fields
        .strings("additional_headers")
        .forEach(
            (name, value) -> {
              if (!HEADER_NAME.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
                throw new JsonShapeException(
                    "additional_headers", "expected HTTP header names and values, but got \"" + name + "\"");
              }
              headers.put(name.toLowerCase(Locale.ROOT), value);
            });
    return Collections.unmodifiableSortedMap(headers);
  }

  /** The original says the same of every body that fits no form; what exactly is wrong comes after it. */
  private static <T> T asVariant(String name, Supplier<T> read) {
    try {
      return read.get();
    } catch (JsonShapeException e) {
      String reason = String.valueOf(e.getMessage());
      throw HttpError.wrongShape(
          "data did not match any variant of untagged enum " + name + (reason.isEmpty() ? "" : " (" + reason + ")"));
    }
  }
}
