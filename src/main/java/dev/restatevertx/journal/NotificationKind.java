package dev.restatevertx.journal;

import java.util.Optional;

/** Kinds of notification, each with its wire type. */
public enum NotificationKind {
  GET_LAZY_STATE(0x8002),
  GET_LAZY_STATE_KEYS(0x8006),
  GET_PROMISE(0x8009),
  PEEK_PROMISE(0x800A),
  COMPLETE_PROMISE(0x800B),
  SLEEP(0x800C),
  CALL(0x800D),
  CALL_INVOCATION_ID(0x800E),
  RUN(0x8011),
  ATTACH_INVOCATION(0x8012),
  GET_INVOCATION_OUTPUT(0x8013),
  SIGNAL(0xFBFF);

  private static final NotificationKind[] VALUES = values();

  private final int wireType;

  NotificationKind(int wireType) {
    this.wireType = wireType;
  }

  public int wireType() {
    return wireType;
  }

  /** The kind with this wire type. */
  public static Optional<NotificationKind> ofWireType(int wireType) {
    for (NotificationKind kind : VALUES) {
      if (kind.wireType == wireType) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
