package dev.restatevertx.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Optional;

/**
 * A JSON value that is handed on as it came, such as a handler's JSON schema.
 *
 * @param node not to be changed
 */
public record Json(JsonNode node) {

  /** What people are told of a JSON schema: its title or its type. Empty if it has neither. */
  Optional<String> describe() {
    JsonNode title = node.path("title");
    JsonNode type = node.path("type");
    if (title.getNodeType() == JsonNodeType.STRING) {
      return Optional.of("JSON '" + title.textValue() + "'");
    }
    return type.getNodeType() == JsonNodeType.STRING ? Optional.of("JSON " + type.textValue()) : Optional.empty();
  }
}
