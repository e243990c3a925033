package dev.restatevertx.partition.codec;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.journal.NotificationKind;
import dev.restatevertx.journal.ResolvedCall;

/**
 * Journal entries in log records and in the store: wire type, payload verbatim, then what was read from the payload or
 * resolved when the entry was received. Values that lie in the payload are written as positions in it, not again.
 */
public final class EntryCodec {
  private EntryCodec() {}

  public static void write(ByteWriter out, JournalEntry entry) {
    switch (entry) {
      case JournalCommand command -> writeCommand(out, command);
      case Notification notification -> writeNotification(out, notification);
    }
  }

  public static JournalEntry read(ByteReader in) {
    int wireType = in.varint();
    return wireType < FIRST_NOTIFICATION ? readCommand(in, wireType) : readNotification(in, wireType);
  }

  public static void writeNotification(ByteWriter out, Notification notification) {
    out.varint(notification.wireType()).bytes(notification.payload());
    ValueCodec.writeNotificationId(out, notification.id());
    ValueCodec.writeResult(out, notification.payload(), notification.result());
  }

  public static Notification readNotification(ByteReader in) {
    return readNotification(in, in.varint());
  }

  public static JournalCommand readCommand(ByteReader in) {
    return readCommand(in, in.varint());
  }

  public static void writeCommand(ByteWriter out, JournalCommand command) {
    Bytes payload = command.payload();
    out.varint(command.wireType()).bytes(payload).text(command.name());
    switch (command) {
      case JournalCommand.Input input -> out.within(payload, input.argument());
      case JournalCommand.Output output -> ValueCodec.writeOutcome(out, payload, output.outcome());
      case JournalCommand.GetLazyState get -> out.within(payload, get.key()).varint(get.completionId());
      case JournalCommand.SetState set -> out.within(payload, set.key()).within(payload, set.value());
      case JournalCommand.ClearState clear -> out.within(payload, clear.key());
      case JournalCommand.ClearAllState _ -> {}
      case JournalCommand.GetLazyStateKeys get -> out.varint(get.completionId());
      case JournalCommand.GetEagerState _ -> {}
      case JournalCommand.GetEagerStateKeys _ -> {}
      case JournalCommand.GetPromise get -> out.text(get.key()).varint(get.completionId());
      case JournalCommand.PeekPromise peek -> out.text(peek.key()).varint(peek.completionId());
      case JournalCommand.CompletePromise complete -> {
        out.text(complete.key());
        ValueCodec.writeOutcome(out, payload, complete.completion());
        out.varint(complete.completionId());
      }
      case JournalCommand.Sleep sleep -> out.varlong(sleep.wakeUpTime()).varint(sleep.completionId());
      case JournalCommand.Call call -> {
        writeCallee(out, payload, call.callee());
        out.varint(call.invocationIdCompletionId()).varint(call.completionId());
      }
      case JournalCommand.OneWayCall call -> {
        writeCallee(out, payload, call.callee());
        out.varlong(call.invokeTime()).varint(call.invocationIdCompletionId());
      }
      case JournalCommand.SendSignal send -> {
        out.id(send.target());
        ValueCodec.writeSignalId(out, send.signal());
        ValueCodec.writeResult(out, payload, send.result());
      }
      case JournalCommand.Run run -> out.varint(run.completionId());
      case JournalCommand.AttachInvocation attach -> out.id(attach.target()).varint(attach.completionId());
      case JournalCommand.GetInvocationOutput get -> out.id(get.target()).varint(get.completionId());
      case JournalCommand.CompleteAwakeable complete -> {
        out.id(complete.target());
        ValueCodec.writeSignalId(out, complete.signal());
        ValueCodec.writeOutcome(out, payload, complete.outcome());
      }
    }
  }

  private static JournalCommand readCommand(ByteReader in, int wireType) {
    Bytes payload = in.bytes();
    String name = in.text();
    return switch (wireType) {
      case 0x0400 -> new JournalCommand.Input(payload, name, in.within(payload));
      case 0x0401 -> new JournalCommand.Output(payload, name, ValueCodec.readOutcome(in, payload));
      case 0x0402 -> new JournalCommand.GetLazyState(payload, name, in.within(payload), in.varint());
      case 0x0403 -> new JournalCommand.SetState(payload, name, in.within(payload), in.within(payload));
      case 0x0404 -> new JournalCommand.ClearState(payload, name, in.within(payload));
      case 0x0405 -> new JournalCommand.ClearAllState(payload, name);
      case 0x0406 -> new JournalCommand.GetLazyStateKeys(payload, name, in.varint());
      case 0x0407 -> new JournalCommand.GetEagerState(payload, name);
      case 0x0408 -> new JournalCommand.GetEagerStateKeys(payload, name);
      case 0x0409 -> new JournalCommand.GetPromise(payload, name, in.text(), in.varint());
      case 0x040A -> new JournalCommand.PeekPromise(payload, name, in.text(), in.varint());
      case 0x040B ->
          new JournalCommand.CompletePromise(
              payload, name, in.text(), ValueCodec.readOutcome(in, payload), in.varint());
      case 0x040C -> new JournalCommand.Sleep(payload, name, in.varlong(), in.varint());
      case 0x040D -> new JournalCommand.Call(payload, name, readCallee(in, payload), in.varint(), in.varint());
      case 0x040E -> new JournalCommand.OneWayCall(payload, name, readCallee(in, payload), in.varlong(), in.varint());
      case 0x0410 ->
          new JournalCommand.SendSignal(
              payload, name, in.id(), ValueCodec.readSignalId(in), ValueCodec.readResult(in, payload));
      case 0x0411 -> new JournalCommand.Run(payload, name, in.varint());
      case 0x0412 -> new JournalCommand.AttachInvocation(payload, name, in.id(), in.varint());
      case 0x0413 -> new JournalCommand.GetInvocationOutput(payload, name, in.id(), in.varint());
      case 0x0414 ->
          new JournalCommand.CompleteAwakeable(
              payload, name, in.id(), ValueCodec.readSignalId(in), ValueCodec.readOutcome(in, payload));
      default -> throw UnknownRecordException.kind("journal command", wireType);
    };
  }

  private static Notification readNotification(ByteReader in, int wireType) {
    NotificationKind kind = kindOf(wireType);
    Bytes payload = in.bytes();
    return new Notification(
        kind, ValueCodec.readNotificationId(in), ValueCodec.readResult(in, payload), payload);
  }

  private static final int FIRST_NOTIFICATION = 0x8000;
  private static final NotificationKind[] NOTIFICATION_KINDS = NotificationKind.values();

  private static NotificationKind kindOf(int wireType) {
    for (NotificationKind kind : NOTIFICATION_KINDS) {
      if (kind.wireType() == wireType) {
        return kind;
      }
    }
    throw UnknownRecordException.kind("notification", wireType);
  }

  private static void writeCallee(ByteWriter out, Bytes payload, ResolvedCall callee) {
    out.id(callee.id());
    ValueCodec.writeTarget(out, callee.target());
    out.within(payload, callee.parameter());
    out.list(callee.headers(), ValueCodec::writeHeader);
    out.optional(callee.idempotencyKey(), ByteWriter::text);
    ValueCodec.writeRetention(out, callee.retention());
  }

  private static ResolvedCall readCallee(ByteReader in, Bytes payload) {
    return new ResolvedCall(
        in.id(),
        ValueCodec.readTarget(in),
        in.within(payload),
        in.list(ValueCodec::readHeader),
        in.optional(ByteReader::text),
        ValueCodec.readRetention(in));
  }
}
