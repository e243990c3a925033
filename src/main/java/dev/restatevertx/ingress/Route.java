package dev.restatevertx.ingress;

import dev.restatevertx.schema.ActiveService;
import java.util.Optional;

/** What a request's path asks for. */
sealed interface Route {
  /** What to do with the outcome of an invocation that exists. */
  enum Read {
    /** Wait for it. */
    ATTACH,
    /** Take it if it is there. */
    OUTPUT
  }

  /** What to do with the invocation that a body describes. */
  enum Use {
    ATTACH,
    OUTPUT,
    LOOKUP
  }

  record Health() implements Route {}

  /**
   * A call, or a send: which does not wait for the outcome.
   *
   * @param key empty when the service is not keyed
   */
  record Invoke(ActiveService service, String key, String handler, boolean send, Optional<String> scope)
      implements Route {}

  record Awakeable(String id, boolean resolve) implements Route {}

  record ById(String id, Read read) implements Route {}

  record ByIdempotencyKey(String service, Optional<String> key, String handler, String idempotencyKey, Read read)
      implements Route {}

  record ByWorkflow(String workflow, String key, Read read) implements Route {}

  record ByBody(Use use) implements Route {}
}
