package dev.restatevertx.invoker.core;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.journal.AttemptFailure;
import dev.restatevertx.journal.Awaiting;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationCodec;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.journal.Values;
import dev.restatevertx.protocol.MalformedMessageException;
import dev.restatevertx.protocol.MessageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the control messages that SDKs send. */
final class SdkMessages {
  private static final int JOURNAL_MISMATCH = 570;

  private SdkMessages() {}

  /**
   * Reads Suspension of protocol V5 and V6: {@code 1 completions, 2 signals, 3 named signals}.
   *
   * @throws MalformedMessageException also when it waits for nothing
   */
  static Awaiting suspension(Bytes payload) {
    List<NotificationId> ids = new ArrayList<>();
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> reader.u32s(id -> ids.add(new NotificationId.Completion(id)));
        case 2 -> reader.u32s(index -> ids.add(new NotificationId.Signal(new SignalId.Index(index))));
        case 3 -> ids.add(new NotificationId.Signal(new SignalId.Named(reader.text())));
        default -> {}
      }
    }
    if (ids.isEmpty()) {
      throw new MalformedMessageException("Expected a suspension to wait for something, but it waits for nothing");
    }
    return new Awaiting(ids);
  }

  /** Reads ProposeRunCompletion: {@code 1 completion id, 14 value bytes | 15 failure}. */
  static Notification runCompletion(Bytes payload) {
    int completionId = 0;
    Optional<Result> result = Optional.empty();
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> completionId = reader.u32();
        case 14 -> result = Optional.of(new Result.Value(reader.bytes()));
        case 15 -> result = Optional.of(new Result.Failed(Values.readFailure(reader.message())));
        default -> {}
      }
    }
    return NotificationCodec.of(
        NotificationKind.RUN,
        new NotificationId.Completion(completionId),
        result.orElseThrow(
            () -> new MalformedMessageException("Expected a proposed run completion to have a result, but it has none")));
  }

  /** Reads Error. */
  static AttemptEnd error(Bytes payload) {
    int code = 0;
    String message = "";
    String stacktrace = "";
    OptionalInt commandIndex = OptionalInt.empty();
    Optional<String> commandName = Optional.empty();
    OptionalInt commandType = OptionalInt.empty();
    OptionalLong delay = OptionalLong.empty();
    int behavior = 0;
    MessageReader reader = new MessageReader(payload);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> code = reader.u32();
        case 2 -> message = reader.text();
        case 3 -> stacktrace = reader.text();
        case 4 -> commandIndex = OptionalInt.of(reader.u32());
        case 5 -> commandName = Optional.of(reader.text());
        case 6 -> commandType = OptionalInt.of(reader.u32() & 0xFFFF);
        case 8 -> delay = OptionalLong.of(reader.u64());
        case 9 -> behavior = reader.u32();
        default -> {}
      }
    }
    ErrorCode doc = code == JOURNAL_MISMATCH ? ErrorCode.RT0016 : ErrorCode.RT0007;
    AttemptFailure failure =
        new AttemptFailure(
            code & 0xFFFF, message, stacktrace, doc.code(), commandIndex, commandName, commandType);
    return new AttemptEnd(failure, delay, next(behavior), true);
  }

  static Failure terminal(AttemptFailure failure) {
    return Failure.of(failure.code(), failure.message());
  }

  private static AttemptEnd.Next next(int behavior) {
    return switch (behavior) {
      case 1 -> AttemptEnd.Next.PAUSE;
      case 2 -> AttemptEnd.Next.FAIL;
      default -> AttemptEnd.Next.RETRY;
    };
  }
}
