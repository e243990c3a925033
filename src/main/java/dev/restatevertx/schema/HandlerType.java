package dev.restatevertx.schema;

import dev.restatevertx.invocation.TargetKind;
import java.util.Optional;

/** How a keyed handler runs; handlers of plain services have no such type. */
public enum HandlerType {
  EXCLUSIVE("Exclusive"),
  SHARED("Shared"),
  WORKFLOW("Workflow");

  private final String label;

  HandlerType(String label) {
    this.label = label;
  }

  /** As people and the admin API see it. */
  public String label() {
    return label;
  }

  /** The type that handlers of this target kind have. */
  public static Optional<HandlerType> of(TargetKind kind) {
    return switch (kind) {
      case SERVICE -> Optional.empty();
      case OBJECT_EXCLUSIVE -> Optional.of(EXCLUSIVE);
      case OBJECT_SHARED, WORKFLOW_SHARED -> Optional.of(SHARED);
      case WORKFLOW_RUN -> Optional.of(WORKFLOW);
    };
  }
}
