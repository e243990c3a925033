package dev.restatevertx.journal;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.IdFormatException;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.protocol.MalformedMessageException;
import dev.restatevertx.protocol.MessageReader;
import dev.restatevertx.protocol.MessageType;
import dev.restatevertx.protocol.MessageWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Notifications as the SDK reads them. The encoding is deterministic: fields in ascending order, each once.
 *
 * <pre>
 *  1 completion id | 2 signal index | 3 signal name
 *  4 void | 5 value {1 content} | 6 failure | 16 invocation id | 17 state keys {1 key…}
 * </pre>
 */
public final class NotificationCodec {
  private NotificationCodec() {}

  /** A notification with its encoded form; a value's bytes are copied once, into that form. */
  public static Notification of(NotificationKind kind, NotificationId id, Result result) {
    Bytes payload = encode(id, result);
    return new Notification(kind, id, within(payload, result), payload);
  }

  /**
   * Reads a notification; values are slices of {@code payload}.
   *
   * @throws MalformedMessageException if the type or the bytes are no notification
   */
  public static Notification decode(int wireType, Bytes payload) {
    NotificationKind kind =
        NotificationKind.ofWireType(wireType)
            .orElseThrow(
                () ->
                    new MalformedMessageException(
                        "Expected a notification, but got message type " + MessageType.toText(wireType)));
    NotificationId id = null;
    Result result = null;
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> id = new NotificationId.Completion(reader.u32());
        case 2 -> id = new NotificationId.Signal(new SignalId.Index(reader.u32()));
        case 3 -> id = new NotificationId.Signal(new SignalId.Named(reader.text()));
        case 4 -> result = Result.NOTHING;
        case 5 -> result = new Result.Value(Values.readValue(reader.message()));
        case 6 -> result = new Result.Failed(Values.readFailure(reader.message()));
        case 16 -> result = new Result.Invocation(invocationId(reader.text()));
        case 17 -> result = new Result.StateKeys(stateKeys(reader.message()));
        default -> {}
      }
    }
    if (id == null || result == null) {
      throw new MalformedMessageException("Expected id and result in a notification, but one is missing");
    }
    return new Notification(kind, id, result, payload);
  }

  private static Bytes encode(NotificationId id, Result result) {
    MessageWriter writer = new MessageWriter(16 + sizeHint(result));
    switch (id) {
      case NotificationId.Completion(int completionId) -> writer.u32(1, completionId);
      case NotificationId.Signal(SignalId.Index(int index)) -> writer.u32(2, index);
      case NotificationId.Signal(SignalId.Named(String name)) -> writer.text(3, name);
    }
    switch (result) {
      case Result.Nothing() -> writer.header(4, 0);
      case Result.Value(Bytes content) -> Values.writeValue(writer, 5, content);
      case Result.Failed(var failure) -> Values.writeFailure(writer, 6, failure);
      case Result.Invocation(var invocation) -> writer.text(16, invocation.toString());
      case Result.StateKeys(List<Bytes> keys) -> {
        MessageWriter nested = new MessageWriter(sizeHint(result));
        keys.forEach(key -> nested.bytes(1, key));
        writer.message(17, nested);
      }
    }
    return writer.toBytes();
  }

  /** The result as a slice of the encoded form, so that a large value is held once. */
  private static Result within(Bytes payload, Result result) {
    if (result instanceof Result.Value(Bytes content)) {
      // The value is the last field.
      return new Result.Value(payload.slice(payload.length() - content.length(), payload.length()));
    }
    return result;
  }

  private static int sizeHint(Result result) {
    return switch (result) {
      case Result.Nothing() -> 0;
      case Result.Value(Bytes content) -> content.length() + 12;
      case Result.Failed(var failure) -> failure.message().length() + 32;
      case Result.Invocation _ -> 48;
      case Result.StateKeys(List<Bytes> keys) -> 16 * keys.size();
    };
  }

  private static List<Bytes> stateKeys(MessageReader reader) {
    List<Bytes> keys = new ArrayList<>();
    while (reader.next()) {
      if (reader.field() == 1) {
        keys.add(reader.bytes());
      }
    }
    return keys;
  }

  private static InvocationId invocationId(String text) {
    try {
      return InvocationId.parse(text);
    } catch (IdFormatException e) {
      throw new MalformedMessageException("Expected an invocation id, but got '" + text + "': " + e.getMessage());
    }
  }
}
