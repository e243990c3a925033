package dev.restatevertx.log.core;

/** What a log server says to a request. */
public enum StoreStatus {
  /** Done, and durable. */
  OK,
  /** The loglet is sealed here: no appends any more. */
  SEALED,
  /** The loglet has another sequencer. */
  SEQUENCER_MISMATCH,
  /** Records before these are missing here and not known to be committed elsewhere. */
  OUT_OF_BOUNDS,
  /** The queue of the server is full; try again a little later. Nothing was written. */
  OVERLOADED,
  /** The server did not answer in time or cannot be reached. It is not known what was written. */
  UNREACHABLE,
  /** The store cannot write now (disk full, I/O error). It is not known what was written. */
  UNAVAILABLE,
  /** A stored record is damaged or missing. */
  CORRUPT,
  /** The server is stopping. */
  CLOSED
}
