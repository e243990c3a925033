package dev.restatevertx.partition.codec;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.KeyRange;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Timer;

/** Commands in log records and in the outbox. */
public final class CommandCodec {
  private static final Command.Terminate.Mode[] MODES = Command.Terminate.Mode.values();
  private static final Timer.Kind[] TIMER_KINDS = Timer.Kind.values();

  private CommandCodec() {}

  public static void write(ByteWriter out, Command command) {
    switch (command) {
      case Command.AnnounceLeader(var epoch, var node, var generation, var range) ->
          out.u8(1).varlong(epoch).varint(node).varint(generation).fixed64(range.start()).fixed64(range.end());
      case Command.UpdateDurability(var lsn) -> out.u8(2).varlong(lsn);
      case Command.Invoke(var request) -> ValueCodec.writeRequest(out.u8(3), request);
      case Command.InvokerEffects(var id, var since, var effects) ->
          out.u8(4).id(id).varlong(since).list(effects, EffectCodec::write);
      case Command.FireTimer(var timer) -> writeTimer(out.u8(5), timer);
      case Command.InvocationResponse(var to, var result) -> {
        ValueCodec.writeInvocationSink(out.u8(6), to);
        ValueCodec.writeResult(out, Bytes.EMPTY, result);
      }
      case Command.NotifySignal(var target, var signal, var result) -> {
        ValueCodec.writeSignalId(out.u8(7).id(target), signal);
        ValueCodec.writeResult(out, Bytes.EMPTY, result);
      }
      case Command.Attach(var target, var wait, var sink) ->
          ValueCodec.writeSink(out.u8(8).id(target).flag(wait), sink);
      case Command.Terminate(var id, var mode, var reply) ->
          out.u8(9).id(id).constant(mode).optional(reply, ValueCodec::writeRequestId);
      case Command.Purge(var id, var reply) -> out.u8(10).id(id).optional(reply, ValueCodec::writeRequestId);
      case Command.PurgeJournal(var id, var reply) ->
          out.u8(11).id(id).optional(reply, ValueCodec::writeRequestId);
      case Command.TruncateOutbox(var sequence) -> out.u8(12).varlong(sequence);
    }
  }

  public static Command read(ByteReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 ->
          new Command.AnnounceLeader(
              in.varlong(), in.varint(), in.varint(), new KeyRange(in.fixed64(), in.fixed64()));
      case 2 -> new Command.UpdateDurability(in.varlong());
      case 3 -> new Command.Invoke(ValueCodec.readRequest(in));
      case 4 -> new Command.InvokerEffects(in.id(), in.varlong(), in.list(EffectCodec::read));
      case 5 -> new Command.FireTimer(readTimer(in));
      case 6 ->
          new Command.InvocationResponse(
              ValueCodec.readInvocationSink(in), ValueCodec.readResult(in, Bytes.EMPTY));
      case 7 ->
          new Command.NotifySignal(
              in.id(), ValueCodec.readSignalId(in), ValueCodec.readResult(in, Bytes.EMPTY));
      case 8 -> new Command.Attach(in.id(), in.flag(), ValueCodec.readSink(in));
      case 9 ->
          new Command.Terminate(in.id(), in.oneOf(MODES), in.optional(ValueCodec::readRequestId));
      case 10 -> new Command.Purge(in.id(), in.optional(ValueCodec::readRequestId));
      case 11 -> new Command.PurgeJournal(in.id(), in.optional(ValueCodec::readRequestId));
      case 12 -> new Command.TruncateOutbox(in.varlong());
      default -> throw UnknownRecordException.kind("command", kind);
    };
  }

  private static void writeTimer(ByteWriter out, Timer timer) {
    out.varlong(timer.time()).constant(timer.kind()).id(timer.id()).varint(timer.completionId());
  }

  private static Timer readTimer(ByteReader in) {
    return new Timer(in.varlong(), in.oneOf(TIMER_KINDS), in.id(), in.varint());
  }
}
