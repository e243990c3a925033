package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.partition.codec.ByteReader;
import dev.restatevertx.partition.codec.ByteWriter;
import dev.restatevertx.partition.codec.UnknownRecordException;
import dev.restatevertx.partition.codec.ValueCodec;
import java.util.List;

/** A durable promise of a workflow's key. */
public sealed interface DurablePromise {
  /** Not completed yet; these wait for it, in the order they came. */
  record Open(List<ResponseSink.Invocation> listeners) implements DurablePromise {
    public Open {
      listeners = List.copyOf(listeners);
    }
  }

  record Completed(Outcome outcome) implements DurablePromise {}

  /** Estimated bytes in memory. */
  default int weight() {
    return switch (this) {
      case Open(var listeners) -> 64 * (1 + listeners.size());
      case Completed(Outcome.Success(var value)) -> 64 + value.length();
      case Completed(Outcome.Failed(var failure)) -> 128 + failure.message().length();
    };
  }

  static void write(ByteWriter out, DurablePromise promise) {
    switch (promise) {
      case Open(var listeners) -> out.u8(1).list(listeners, ValueCodec::writeInvocationSink);
      case Completed(var outcome) -> ValueCodec.writeOutcome(out.u8(2), Bytes.EMPTY, outcome);
    }
  }

  static DurablePromise read(ByteReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new Open(in.list(ValueCodec::readInvocationSink));
      case 2 -> new Completed(ValueCodec.readOutcome(in, Bytes.EMPTY));
      default -> throw new UnknownRecordException("Expected a promise of kind 1 or 2, but got " + kind);
    };
  }
}
