package dev.restatevertx.partition.action;

/** How an operator's verb ended. */
public enum VerbReply {
  /** Done when this is read. */
  DONE,
  /** Journaled; the invocation will see it. */
  APPENDED,
  NOT_FOUND,
  ALREADY_COMPLETED,
  NOT_COMPLETED
}
