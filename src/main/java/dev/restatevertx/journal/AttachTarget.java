package dev.restatevertx.journal;

import java.util.Optional;

/** What AttachInvocation and GetInvocationOutput name when it is not an invocation id. */
public sealed interface AttachTarget {
  /** The invocation that an idempotency key stands for. */
  record Idempotent(String service, Optional<String> key, String handler, String idempotencyKey)
      implements AttachTarget {}

  /** The run of a workflow. */
  record Workflow(String service, String key) implements AttachTarget {}
}
