package dev.restatevertx.log;

/** Where a simulated process can be killed; whoever asks goes on only if it survives. */
interface CrashPoints {
  /** What is going on at the moment. */
  enum Kind {
    BEFORE_WRITE,
    WRITTEN_NOT_SYNCED,
    SYNCED_NOT_ANSWERED,
    SEAL_NOT_SYNCED,
    TRIM_NOT_SYNCED,
    WRITE_FAILED,
    CHAINS_NOT_WRITTEN,
    CHAINS_WRITTEN_NOT_ANSWERED,
    APPEND_ANSWERED,
    OPENED,
    QUIET
  }

  boolean survives(Kind kind);
}
