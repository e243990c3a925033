package dev.restatevertx.schema;

import dev.restatevertx.invocation.TargetKind;
import java.util.Optional;

/** The three kinds of service. */
public enum ServiceType {
  SERVICE("Service"),
  VIRTUAL_OBJECT("VirtualObject"),
  WORKFLOW("Workflow");

  private final String label;

  ServiceType(String label) {
    this.label = label;
  }

  /** As people and the admin API see it. */
  public String label() {
    return label;
  }

  /** Whether its invocations carry a key. */
  public boolean keyed() {
    return this != SERVICE;
  }

  /**
   * How a handler of this kind of service is targeted.
   *
   * @param declared what the discovery document says; empty where it says nothing
   * @return empty if a service of this kind has no such handlers
   */
  Optional<TargetKind> target(Optional<HandlerType> declared) {
    return switch (this) {
      // The type of a plain service's handler means nothing and is not looked at, as in the original.
      case SERVICE -> Optional.of(TargetKind.SERVICE);
      case VIRTUAL_OBJECT ->
          switch (declared.orElse(HandlerType.EXCLUSIVE)) {
            case EXCLUSIVE -> Optional.of(TargetKind.OBJECT_EXCLUSIVE);
            case SHARED -> Optional.of(TargetKind.OBJECT_SHARED);
            case WORKFLOW -> Optional.empty();
          };
      // The original takes a workflow's handler without a type for a shared one.
      case WORKFLOW ->
          switch (declared.orElse(HandlerType.SHARED)) {
            case EXCLUSIVE -> Optional.empty();
            case SHARED -> Optional.of(TargetKind.WORKFLOW_SHARED);
            case WORKFLOW -> Optional.of(TargetKind.WORKFLOW_RUN);
          };
    };
  }
}
