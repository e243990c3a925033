package dev.restatevertx.invocation;

/**
 * How long an ended invocation stays, fixed when it is created.
 *
 * @param completionMillis 0: the row goes when the invocation ends
 * @param journalMillis 0: the journal goes when the invocation ends; never above {@code completionMillis}
 */
public record Retention(long completionMillis, long journalMillis) {
  public static final Retention NONE = new Retention(0, 0);
}
