package dev.restatevertx.invocation;

/** The five ways a handler can be targeted; the kind decides locking, keying and retention. */
public enum TargetKind {
  SERVICE,
  OBJECT_EXCLUSIVE,
  OBJECT_SHARED,
  WORKFLOW_RUN,
  WORKFLOW_SHARED;

  /** Whether invocations of this kind carry a key. */
  public boolean keyed() {
    return this != SERVICE;
  }

  /** Whether invocations of this kind hold the lock of their key while they run. */
  public boolean exclusive() {
    return this == OBJECT_EXCLUSIVE;
  }

  /** Whether the handler may change the state of its key. */
  public boolean mayWriteState() {
    return this == OBJECT_EXCLUSIVE || this == WORKFLOW_RUN;
  }

  public boolean workflow() {
    return this == WORKFLOW_RUN || this == WORKFLOW_SHARED;
  }
}
