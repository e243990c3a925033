package dev.restatevertx.journal;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.invocation.Header;
import java.util.List;
import java.util.Optional;

/**
 * A Call or OneWayCall as the SDK wrote it, not yet resolved.
 *
 * @param key empty string when none was given
 * @param parameter a slice of the command's payload
 */
public record CallRequest(
    String service,
    String handler,
    String key,
    Bytes parameter,
    List<Header> headers,
    Optional<String> idempotencyKey,
    Optional<String> scope,
    Optional<String> limitKey) {
  public CallRequest {
    headers = List.copyOf(headers);
  }
}
