package dev.restatevertx.schema;

import java.util.Optional;

/**
 * What content type an answer gets.
 *
 * @param contentType empty: none
 * @param evenIfEmpty whether an empty body gets it too
 */
public record OutputRules(Optional<String> contentType, boolean evenIfEmpty, Optional<Json> jsonSchema) {
  /** For handlers that say nothing of their output. */
  public static final OutputRules UNDECLARED =
      new OutputRules(Optional.of("application/json"), false, Optional.empty());

  /** The content type of an answer whose body has {@code bodyLength} bytes. */
  public Optional<String> contentType(long bodyLength) {
    return bodyLength > 0 || evenIfEmpty ? contentType : Optional.empty();
  }

  /** One line for people. */
  public String describe() {
    String type = contentType.orElse("none");
    String plain = evenIfEmpty && contentType.isPresent() ? "optional " + type : type;
    return jsonSchema.flatMap(Json::describe).orElse(plain);
  }
}
