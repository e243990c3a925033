package dev.restatevertx.protocol;

import java.util.HexFormat;

/** Message types of the service protocol, u16: control, commands, notifications. */
public final class MessageType {
  public static final int START = 0x0000;
  public static final int SUSPENSION = 0x0001;
  public static final int ERROR = 0x0002;
  public static final int END = 0x0003;
  public static final int COMMAND_ACK = 0x0004;
  public static final int PROPOSE_RUN_COMPLETION = 0x0005;
  public static final int AWAITING_ON = 0x0006;
  public static final int PROPOSE_RUN_COMPLETION_ACK = 0x0007;

  public static final int INPUT = 0x0400;
  public static final int OUTPUT = 0x0401;
  public static final int GET_LAZY_STATE = 0x0402;
  public static final int SET_STATE = 0x0403;
  public static final int CLEAR_STATE = 0x0404;
  public static final int CLEAR_ALL_STATE = 0x0405;
  public static final int GET_LAZY_STATE_KEYS = 0x0406;
  public static final int GET_EAGER_STATE = 0x0407;
  public static final int GET_EAGER_STATE_KEYS = 0x0408;
  public static final int GET_PROMISE = 0x0409;
  public static final int PEEK_PROMISE = 0x040A;
  public static final int COMPLETE_PROMISE = 0x040B;
  public static final int SLEEP = 0x040C;
  public static final int CALL = 0x040D;
  public static final int ONE_WAY_CALL = 0x040E;
  public static final int SEND_SIGNAL = 0x0410;
  public static final int RUN = 0x0411;
  public static final int ATTACH_INVOCATION = 0x0412;
  public static final int GET_INVOCATION_OUTPUT = 0x0413;
  public static final int COMPLETE_AWAKEABLE = 0x0414;

  private static final int FIRST_COMMAND = 0x0400;
  private static final int FIRST_NOTIFICATION = 0x8000;
  private static final int FIRST_CUSTOM = 0xFC00;

  private MessageType() {}

  /** Whether the type lies in the range of commands, known or not. */
  public static boolean isCommand(int type) {
    return type >= FIRST_COMMAND && type < FIRST_NOTIFICATION;
  }

  /** Whether the type lies in the range of notifications, known or not. */
  public static boolean isNotification(int type) {
    return type >= FIRST_NOTIFICATION && type < FIRST_CUSTOM;
  }

  /** The type as people write it, such as {@code 0x040d}. */
  public static String toText(int type) {
    return "0x" + HexFormat.of().toHexDigits((short) type);
  }
}
