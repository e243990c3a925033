package dev.restatevertx.partition.codec;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvariantViolation;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;

/**
 * Records of a partition's log.
 *
 * <pre>
 * version u8 = 1 | partition key u64be | dedup kind u8, its numbers | command kind u8, its values
 * </pre>
 *
 * A change of what stands behind a kind is a new kind; a change of the frame is a new version.
 */
public final class EnvelopeCodec {
  private static final int VERSION = 1;

  private EnvelopeCodec() {}

  public static Bytes encode(Envelope envelope) {
    ByteWriter out = new ByteWriter(sizeHint(envelope.command()));
    out.u8(VERSION).fixed64(envelope.partitionKey());
    switch (envelope.dedup()) {
      case Dedup.None() -> out.u8(0);
      case Dedup.Self(var epoch, var sequence) -> out.u8(1).varlong(epoch).varlong(sequence);
      case Dedup.Partition(var partition, var sequence) -> out.u8(2).varint(partition).varlong(sequence);
    }
    CommandCodec.write(out, envelope.command());
    return out.toBytes();
  }

  /**
   * Reads a record; byte strings of the result are slices of {@code record}.
   *
   * @throws UnknownRecordException if a newer version wrote it
   * @throws InvariantViolation if it is damaged
   */
  public static Envelope decode(Bytes record) {
    ByteReader in = new ByteReader(record);
    int version = in.u8();
    if (version != VERSION) {
      throw new UnknownRecordException(
          "Expected a log record of version " + VERSION + ", but got version " + version
              + "; run the version that wrote it, or a newer one");
    }
    try {
      Envelope envelope = new Envelope(in.fixed64(), readDedup(in), CommandCodec.read(in));
      in.expectEnd();
      return envelope;
    } catch (IllegalArgumentException e) {
      throw new InvariantViolation("Expected a log record of possible values, but: " + e.getMessage(), e);
    }
  }

  private static Dedup readDedup(ByteReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 0 -> new Dedup.None();
      case 1 -> new Dedup.Self(in.varlong(), in.varlong());
      case 2 -> new Dedup.Partition(in.varint(), in.varlong());
      default -> throw UnknownRecordException.kind("dedup", kind);
    };
  }

  private static int sizeHint(Command command) {
    if (command instanceof Command.Invoke(var request)) {
      return 320 + request.argument().length() + 48 * request.headers().size();
    }
    if (command instanceof Command.InvokerEffects(_, _, var effects)) {
      int size = 64;
      for (Effect effect : effects) {
        size += effect instanceof Effect.AppendCommand(var entry, _) ? 96 + entry.payload().length() : 64;
      }
      return size;
    }
    return 128;
  }
}
