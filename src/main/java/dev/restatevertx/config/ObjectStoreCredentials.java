package dev.restatevertx.config;

import java.util.Optional;

/** How to reach an S3 object store; what is not given comes from the AWS environment. */
public record ObjectStoreCredentials(
    Optional<String> profile,
    Optional<String> region,
    Optional<String> accessKeyId,
    Optional<String> secretAccessKey,
    Optional<String> sessionToken,
    Optional<String> endpointUrl,
    boolean allowHttp) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return "ObjectStoreCredentials[profile=" + profile + ", region=" + region + ", endpointUrl=" + endpointUrl + "]";
  }
}
