package dev.restatevertx.schema;

import java.util.Optional;

/** One way in which a request's body can be right. */
public sealed interface InputRule {

  /**
   * Checks a request.
   *
   * @param contentType the header's value, parameters included; empty when there is none
   * @return the reason why the rule does not hold, or empty if it does
   */
  Optional<String> check(Optional<String> contentType, long bodyLength);

  /** Neither body nor content type. */
  record Nothing() implements InputRule {
    @Override
    public Optional<String> check(Optional<String> contentType, long bodyLength) {
      if (bodyLength == 0 && contentType.isEmpty()) {
        return Optional.empty();
      }
      // Callers of the original know this spelling of an optional value.
      String shown = contentType.map(type -> "Some(\"" + type + "\")").orElse("None");
      return Optional.of(
          "Expected body and content-type to be empty, but wasn't with content-type '" + shown + "'");
    }
  }

  /**
   * A body of a media type.
   *
   * @param jsonSchema as the discovery document has it; only its presence counts here: it forbids empty bodies
   */
  record Typed(MediaRange accepted, Optional<Json> jsonSchema) implements InputRule {
    @Override
    public Optional<String> check(Optional<String> contentType, long bodyLength) {
      if (contentType.isEmpty()) {
        return Optional.of("Empty content-type");
      }
      String type = contentType.get();
      if (!accepted.matches(type)) {
        return Optional.of("Content-type '" + type + "' does not match '" + accepted + "'");
      }
      return jsonSchema.isPresent() && bodyLength == 0 ? Optional.of("Empty body not allowed") : Optional.empty();
    }
  }
}
