package dev.restatevertx.journal;

import dev.restatevertx.base.Bytes;

/** One entry of a journal; entries are numbered from 0, commands among themselves too. */
public sealed interface JournalEntry permits JournalCommand, Notification {
  /** The service-protocol message type, u16. */
  int wireType();

  /** The service-protocol message as it is replayed to the SDK, without the frame header. */
  Bytes payload();
}
