package dev.restatevertx.invocation;

import java.util.List;

/**
 * A terminal failure, as it travels from a handler to everyone who waits for it.
 *
 * @param code u16, by convention an HTTP status
 * @param metadata in the order the SDK gave it
 */
public record Failure(int code, String message, List<Entry> metadata) {
  /** One metadata pair. */
  public record Entry(String key, String value) {}

  public static final Failure KILLED = of(409, "killed");
  public static final Failure CANCELED = of(409, "canceled");
  public static final Failure NOT_FOUND = of(404, "not found");
  public static final Failure WORKFLOW_ALREADY_INVOKED = of(409, "the workflow method was already invoked");

  public Failure {
    metadata = List.copyOf(metadata);
  }

  public static Failure of(int code, String message) {
    return new Failure(code, message, List.of());
  }
}
