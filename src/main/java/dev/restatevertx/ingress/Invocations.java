package dev.restatevertx.ingress;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.InvocationIds;
import dev.restatevertx.base.Ulid;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.Source;
import dev.restatevertx.invocation.SpanContext;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.runtime.Entropy;
import dev.restatevertx.schema.ActiveHandler;
import java.util.List;
import java.util.Optional;

/** Makes invocations and their ids. One per event loop, as its source of random bits. */
final class Invocations {
  private final Entropy entropy;
  private final boolean controlledSharding;

  /** @param controlledSharding the cluster feature {@code controlled-idempotent-sharding} */
  Invocations(Entropy entropy, boolean controlledSharding) {
    this.entropy = entropy;
    this.controlledSharding = controlledSharding;
  }

  RequestId requestId() {
    Ulid ulid = entropy.ulid();
    return new RequestId(ulid.high(), ulid.low());
  }

  /**
   * An invocation as a caller asks for it.
   *
   * @param givenKey the caller's idempotency key
   * @param executionTime epoch millis, 0 for at once
   */
  InvocationRequest create(
      RequestId requestId,
      Route.Invoke route,
      ActiveHandler handler,
      Optional<String> givenKey,
      List<Header> headers,
      Bytes argument,
      long executionTime,
      SpanContext span) {
    TargetKind kind = handler.kind();
    InvocationTarget target = handler.target(route.key());
    Optional<String> idempotencyKey = givenKey.isPresent() ? givenKey : automaticKey(kind);
    Retention retention = handler.retention(idempotencyKey.isPresent());
    return new InvocationRequest(
        id(target, idempotencyKey),
        target,
        headers,
        argument,
        new Source.Ingress(requestId),
        Optional.empty(),
        idempotencyKey,
        executionTime,
        retention,
        span);
  }

  /** The id that an idempotency key stands for, whether or not there is such an invocation. */
  InvocationId ofIdempotencyKey(String service, Optional<String> key, String handler, String idempotencyKey) {
    long partitionKey =
        key.isPresent()
            ? InvocationIds.partitionKeyOfKey(key.get())
            : InvocationIds.partitionKeyOfIdempotencyKey(service, idempotencyKey, controlledSharding);
    return InvocationIds.forIdempotencyKey(partitionKey, service, key, handler, idempotencyKey);
  }

  /** With the feature on, calls are idempotent even if the caller does not care: the door may then retry them. */
  private Optional<String> automaticKey(TargetKind kind) {
    return controlledSharding && !kind.workflow() ? Optional.of(entropy.ulid().toString()) : Optional.empty();
  }

  private InvocationId id(InvocationTarget target, Optional<String> idempotencyKey) {
    if (target.kind() == TargetKind.WORKFLOW_RUN) {
      return InvocationIds.forWorkflowRun(target.service(), target.key());
    }
    if (idempotencyKey.isPresent()) {
      return ofIdempotencyKey(target.service(), target.optionalKey(), target.handler(), idempotencyKey.get());
    }
    long partitionKey =
        target.kind().keyed()
            ? InvocationIds.partitionKeyOfKey(target.key())
            : InvocationIds.partitionKeyOfBucket(
                target.service(), (int) Long.remainderUnsigned(entropy.nextLong(), InvocationIds.BUCKETS));
    return InvocationIds.random(partitionKey, entropy.ulid());
  }
}
