package dev.restatevertx.base;

/** What becomes of an invocation whose retry policy is used up. */
public enum OnMaxAttempts {
  /** It stays, paused, until someone resumes it. */
  PAUSE,
  /** It ends with the last failure. */
  KILL
}
