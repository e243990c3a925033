package dev.restatevertx.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.InvocationIds;
import java.io.IOException;
import java.util.Optional;

/** The JSON by which attach, output and lookup name an invocation; its {@code target} tells which form it has. */
final class DescribedInvocation {
  private static final JsonMapper JSON = new JsonMapper();

  private DescribedInvocation() {}

  /**
   * The id of what is described, whether or not there is such an invocation.
   *
   * @param what the name of the body in messages
   * @throws Refusal if the body is no description
   */
  static InvocationId id(Bytes body, String what, Invocations invocations) {
    JsonNode json = parse(body, what);
    if (json.hasNonNull("scope")) {
      throw Refusal.badRequest("scoped invocations require vqueues to be enabled");
    }
    String target = text(json, "target", what);
    return switch (target) {
      case "workflow" -> InvocationIds.forWorkflowRun(text(json, "workflowName", what), text(json, "workflowKey", what));
      case "idempotentInvocation" ->
          invocations.ofIdempotencyKey(
              text(json, "service", what),
              json.hasNonNull("key") ? Optional.of(text(json, "key", what)) : Optional.empty(),
              text(json, "handler", what),
              text(json, "idempotencyKey", what));
      case "invocation" -> Ids.invocation(text(json, "invocationId", what));
      default ->
          throw Refusal.badBody(
              "invalid "
                  + what
                  + " body: unknown variant `"
                  + target
                  + "`, expected one of `workflow`, `idempotentInvocation`, `invocation`");
    };
  }

  private static JsonNode parse(Bytes body, String what) {
    try {
      JsonNode json = JSON.readTree(body.array(), body.offset(), body.length());
      if (json != null && json.isObject()) {
        return json;
      }
      throw Refusal.badBody("invalid " + what + " body: expected a JSON object");
    } catch (JsonProcessingException e) {
      throw Refusal.badBody("invalid " + what + " body: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw Refusal.badBody("invalid " + what + " body: " + e.getMessage());
    }
  }

  private static String text(JsonNode json, String field, String what) {
    JsonNode value = json.get(field);
    if (value == null) {
      throw Refusal.badBody("invalid " + what + " body: missing field `" + field + "`");
    }
    if (!value.isTextual()) {
      throw Refusal.badBody("invalid " + what + " body: invalid type of `" + field + "`, expected a string");
    }
    return value.textValue();
  }
}
