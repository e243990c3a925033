package dev.restatevertx.journal;

import dev.restatevertx.base.Bytes;

/**
 * What happened outside of the handler: a completion or a signal.
 *
 * @param payload the encoded message, see {@link NotificationCodec}
 */
public record Notification(NotificationKind kind, NotificationId id, Result result, Bytes payload)
    implements JournalEntry {
  @Override
  public int wireType() {
    return kind.wireType();
  }
}
