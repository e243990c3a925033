package dev.restatevertx.journal;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Retention;
import java.util.List;
import java.util.Optional;

/**
 * The callee of a Call or OneWayCall, resolved against the schema when the command was received, so that replays and
 * replicas never resolve it again.
 */
public record ResolvedCall(
    InvocationId id,
    InvocationTarget target,
    Bytes parameter,
    List<Header> headers,
    Optional<String> idempotencyKey,
    Retention retention) {
  public ResolvedCall {
    headers = List.copyOf(headers);
  }
}
