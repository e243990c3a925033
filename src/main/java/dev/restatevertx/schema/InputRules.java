package dev.restatevertx.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ways in which a request's body can be right: one of them has to hold.
 *
 * @param rules in the order in which they are tried
 */
public record InputRules(List<InputRule> rules) {
  /** For handlers that say nothing of their input. */
  public static final InputRules UNDECLARED =
      new InputRules(List.of(new InputRule.Nothing(), new InputRule.Typed(MediaRange.ANY, Optional.empty())));

  /** No rule at all, hence no request is right: a declaration such as "required", but of no content type. */
  private static final String NO_RULES = "Bad configuration of the input validation rules";

  public InputRules {
    rules = List.copyOf(rules);
  }

  /** The rules of a declared input. */
  static InputRules of(boolean required, Optional<MediaRange> contentType, Optional<Json> jsonSchema) {
    Optional<InputRule> typed = contentType.map(type -> new InputRule.Typed(type, jsonSchema));
    if (required) {
      return new InputRules(typed.stream().toList());
    }
    return new InputRules(
        typed.map(rule -> List.of(new InputRule.Nothing(), rule)).orElse(List.of(new InputRule.Nothing())));
  }

  /**
   * Checks a request.
   *
   * @param contentType the header's value, parameters included; empty when there is none
   * @param bodyLength in bytes
   * @return empty if the request is right, else the reason of the last rule tried, to be put after "input validation
   *     error: "
   */
  public Optional<String> check(Optional<String> contentType, long bodyLength) {
    Optional<String> reason = Optional.of(NO_RULES);
    for (InputRule rule : rules) {
      reason = rule.check(contentType, bodyLength);
      if (reason.isEmpty()) {
        return reason;
      }
    }
    return reason;
  }

  /** The schema of a JSON input, if there is one. */
  public Optional<Json> jsonSchema() {
    return rules.stream()
        .flatMap(
            rule ->
                switch (rule) {
                  case InputRule.Nothing _ -> Stream.<Json>empty();
                  case InputRule.Typed typed -> typed.jsonSchema().stream();
                })
        .findFirst();
  }

  /** One line for people. */
  public String describe() {
    if (rules.isEmpty()) {
      return "<invalid rules>";
    }
    return switch (rules.getLast()) {
      case InputRule.Nothing _ -> "none";
      case InputRule.Typed typed -> typed.jsonSchema().flatMap(Json::describe).orElse(typed.accepted().toString());
    };
  }
}
