package dev.restatevertx.schema;

/**
 * How a registration ended.
 *
 * @param schema the one before if nothing changed
 * @param deployment as it is registered now
 */
public record Registration(Outcome outcome, Schema schema, Deployment deployment) {

  /** What was done. */
  public enum Outcome {
    CREATED,
    /** It was there already; nothing was changed. */
    UNCHANGED,
    /** It was there already; its services were replaced. */
    OVERWRITTEN
  }
}
