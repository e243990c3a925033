package dev.restatevertx.partition.codec;

import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.journal.Awaiting;
import dev.restatevertx.journal.Effect;

/** Effects of attempts in log records. */
final class EffectCodec {
  private EffectCodec() {}

  static void write(ByteWriter out, Effect effect) {
    switch (effect) {
      case Effect.PinDeployment(var deployment, var version) ->
          out.u8(1).fixed64(deployment.high()).fixed64(deployment.low()).varint(version);
      case Effect.AppendCommand(var command, var ackRequested) ->
          EntryCodec.writeCommand(out.u8(2).flag(ackRequested), command);
      case Effect.CompleteRun(var completion) -> EntryCodec.writeNotification(out.u8(3), completion);
      case Effect.Suspend(var awaiting) -> out.u8(4).list(awaiting.anyOf(), ValueCodec::writeNotificationId);
      case Effect.Pause(var reason) -> ValueCodec.writeAttemptFailure(out.u8(5), reason);
      case Effect.RecordFailure(var failure) -> ValueCodec.writeAttemptFailure(out.u8(6), failure);
      case Effect.End() -> out.u8(7);
      case Effect.Fail(var failure) -> ValueCodec.writeFailure(out.u8(8), failure);
    }
  }

  static Effect read(ByteReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new Effect.PinDeployment(new DeploymentId(in.fixed64(), in.fixed64()), in.varint());
      case 2 -> {
        boolean ackRequested = in.flag();
        yield new Effect.AppendCommand(EntryCodec.readCommand(in), ackRequested);
      }
      case 3 -> new Effect.CompleteRun(EntryCodec.readNotification(in));
      case 4 -> new Effect.Suspend(new Awaiting(in.list(ValueCodec::readNotificationId)));
      case 5 -> new Effect.Pause(ValueCodec.readAttemptFailure(in));
      case 6 -> new Effect.RecordFailure(ValueCodec.readAttemptFailure(in));
      case 7 -> new Effect.End();
      case 8 -> new Effect.Fail(ValueCodec.readFailure(in));
      default -> throw UnknownRecordException.kind("effect", kind);
    };
  }
}
