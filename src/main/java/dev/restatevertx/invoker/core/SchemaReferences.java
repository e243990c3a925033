package dev.restatevertx.invoker.core;

import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.InvocationIds;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.journal.AttachTarget;
import dev.restatevertx.journal.CallRequest;
import dev.restatevertx.journal.References;
import dev.restatevertx.journal.ResolvedCall;
import dev.restatevertx.schema.ActiveHandler;
import dev.restatevertx.schema.ActiveService;
import dev.restatevertx.schema.SchemaRegistry;
import java.util.Optional;
import java.util.function.Supplier;

/** Resolves what commands name against the newest schema, and draws the ids of the invocations they create. */
public final class SchemaReferences implements References {
  private final Supplier<SchemaRegistry> registry;
  private final Draws draws;
  private final boolean controlledSharding;

  /**
   * Resolves against whatever {@code registry} holds at that moment.
   *
   * @param controlledSharding the cluster feature {@code controlled-idempotent-sharding}
   */
  public SchemaReferences(Supplier<SchemaRegistry> registry, Draws draws, boolean controlledSharding) {
    this.registry = registry;
    this.draws = draws;
    this.controlledSharding = controlledSharding;
  }

  @Override
  public ResolvedCall callee(CallRequest request) {
    if (request.scope().isPresent() || request.limitKey().isPresent()) {
      throw new CommandRejectedException(
          ErrorCode.RT0024, "Expected a call without scope and limit key, which are not enabled, but got one with");
    }
    ActiveService service =
        registry
            .get()
            .service(request.service())
            .orElseThrow(() -> unknown("service '" + request.service() + "'"));
    ActiveHandler handler =
        service
            .handler(request.handler())
            .orElseThrow(() -> unknown("handler '" + request.service() + "/" + request.handler() + "'"));
    if (service.deployment().deprecated()) {
      throw new CommandRejectedException(
          ErrorCode.RT0020,
          "Expected service '" + request.service() + "' to speak a current protocol version, but it speaks an old"
              + " one: register it again with a current SDK");
    }
    checkKey(request, handler.kind());
    Optional<String> idempotencyKey = idempotencyKey(request, handler.kind());
    return new ResolvedCall(
        calleeId(request, handler.kind(), idempotencyKey),
        handler.target(request.key()),
        request.parameter(),
        request.headers(),
        idempotencyKey,
        handler.retention(idempotencyKey.isPresent()));
  }

  @Override
  public InvocationId invocation(AttachTarget target) {
    return switch (target) {
      case AttachTarget.Workflow(String service, String key) -> InvocationIds.forWorkflowRun(service, key);
      case AttachTarget.Idempotent(String service, var key, String handler, String idempotencyKey) -> {
        checkIdempotencyKey(idempotencyKey);
        yield InvocationIds.forIdempotencyKey(
            key.map(InvocationIds::partitionKeyOfKey)
                .orElseGet(
                    () ->
                        InvocationIds.partitionKeyOfIdempotencyKey(service, idempotencyKey, controlledSharding)),
            service,
            key,
            handler,
            idempotencyKey);
      }
    };
  }

  private InvocationId calleeId(CallRequest request, TargetKind kind, Optional<String> idempotencyKey) {
    if (kind == TargetKind.WORKFLOW_RUN) {
      return InvocationIds.forWorkflowRun(request.service(), request.key());
    }
    Optional<String> key = kind.keyed() ? Optional.of(request.key()) : Optional.empty();
    if (idempotencyKey.isEmpty()) {
      return InvocationIds.random(key.map(InvocationIds::partitionKeyOfKey).orElseGet(() -> randomKey(request)),
          draws.ulid());
    }
    String idempotent = idempotencyKey.get();
    long partitionKey =
        key.map(InvocationIds::partitionKeyOfKey)
            .orElseGet(
                () ->
                    InvocationIds.partitionKeyOfIdempotencyKey(request.service(), idempotent, controlledSharding));
    return InvocationIds.forIdempotencyKey(partitionKey, request.service(), key, request.handler(), idempotent);
  }

  private long randomKey(CallRequest request) {
    int bucket = (int) Long.remainderUnsigned(draws.bits(), InvocationIds.BUCKETS);
    return InvocationIds.partitionKeyOfBucket(request.service(), bucket);
  }

  /** A workflow's run is unique by its key: an idempotency key adds nothing and is left aside. */
  private static Optional<String> idempotencyKey(CallRequest request, TargetKind kind) {
    request.idempotencyKey().ifPresent(SchemaReferences::checkIdempotencyKey);
    return kind == TargetKind.WORKFLOW_RUN ? Optional.empty() : request.idempotencyKey();
  }

  private static void checkIdempotencyKey(String idempotencyKey) {
    if (idempotencyKey.isEmpty()) {
      throw precondition("Expected an idempotency key with at least one character, but it is empty");
    }
  }

  private static void checkKey(CallRequest request, TargetKind kind) {
    if (!kind.keyed() && !request.key().isEmpty()) {
      throw precondition(
          "Expected no key for service '" + request.service() + "', which has none, but got '" + request.key() + "'");
    }
  }

  private static CommandRejectedException unknown(String what) {
    return new CommandRejectedException(
        ErrorCode.RT0018, "Expected a registered callee, but there is no " + what + ": register its deployment");
  }

  private static CommandRejectedException precondition(String message) {
    return new CommandRejectedException(ErrorCode.RT0017, message);
  }
}
