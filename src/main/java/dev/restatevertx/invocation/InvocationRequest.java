package dev.restatevertx.invocation;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import java.util.List;
import java.util.Optional;

/**
 * Everything needed to create an invocation. Ids, retention and time are decided by whoever makes the request, never
 * while it is applied.
 *
 * @param executionTime epoch millis at which to run, 0 for at once
 */
public record InvocationRequest(
    InvocationId id,
    InvocationTarget target,
    List<Header> headers,
    Bytes argument,
    Source source,
    Optional<ResponseSink> sink,
    Optional<String> idempotencyKey,
    long executionTime,
    Retention retention,
    SpanContext span) {
  public InvocationRequest {
    headers = List.copyOf(headers);
  }
}
