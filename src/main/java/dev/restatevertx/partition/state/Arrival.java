package dev.restatevertx.partition.state;

import dev.restatevertx.partition.codec.ByteReader;
import dev.restatevertx.partition.codec.ByteWriter;
import dev.restatevertx.partition.codec.UnknownRecordException;

/** Where the journal stands with a notification id. */
public sealed interface Arrival {
  /** The command at {@code commandIndex} (entry index) waits for it. */
  record Awaited(int commandIndex) implements Arrival {}

  /** It came, the last time as entry {@code index}. */
  record Arrived(int index) implements Arrival {}

  static void write(ByteWriter out, Arrival arrival) {
    switch (arrival) {
      case Awaited(var index) -> out.u8(1).varint(index);
      case Arrived(var index) -> out.u8(2).varint(index);
    }
  }

  static Arrival read(ByteReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new Awaited(in.varint());
      case 2 -> new Arrived(in.varint());
      default -> throw new UnknownRecordException("Expected an arrival of kind 1 or 2, but got " + kind);
    };
  }
}
