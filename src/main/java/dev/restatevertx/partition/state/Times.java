package dev.restatevertx.partition.state;

/**
 * When things happened to an invocation, in epoch millis; 0 for what has not happened.
 *
 * @param created its row was made
 * @param modified its row or journal changed last
 * @param inboxed it began to wait for its lock
 * @param started it was invoked for the first time
 */
public record Times(long created, long modified, long inboxed, long started) {
  public static Times createdAt(long now) {
    return new Times(now, now, 0, 0);
  }

  public Times modifiedAt(long now) {
    return modified == now ? this : new Times(created, now, inboxed, started);
  }

  public Times inboxedAt(long now) {
    return new Times(created, now, now, started);
  }

  public Times startedAt(long now) {
    return new Times(created, now, inboxed, started == 0 ? now : started);
  }
}
