package dev.restatevertx.partition.codec;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invocation.ResponseSink;
import dev.restatevertx.invocation.Retention;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.invocation.Source;
import dev.restatevertx.invocation.SpanContext;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.journal.AttemptFailure;
import dev.restatevertx.journal.NotificationId;
import dev.restatevertx.journal.Result;
import java.util.OptionalInt;

/** The vocabulary of invocations in bytes. The numbers and the order of enum constants are part of the format. */
public final class ValueCodec {
  private static final TargetKind[] TARGET_KINDS = TargetKind.values();
  private static final ResponseSink.Kind[] SINK_KINDS = ResponseSink.Kind.values();

  private ValueCodec() {}

  public static void writeTarget(ByteWriter out, InvocationTarget target) {
    out.constant(target.kind()).text(target.service()).text(target.key()).text(target.handler());
  }

  public static InvocationTarget readTarget(ByteReader in) {
    return new InvocationTarget(in.oneOf(TARGET_KINDS), in.text(), in.text(), in.text());
  }

  public static void writeHeader(ByteWriter out, Header header) {
    out.text(header.name()).text(header.value());
  }

  public static Header readHeader(ByteReader in) {
    return new Header(in.text(), in.text());
  }

  public static void writeRequestId(ByteWriter out, RequestId id) {
    out.fixed64(id.high()).fixed64(id.low());
  }

  public static RequestId readRequestId(ByteReader in) {
    return new RequestId(in.fixed64(), in.fixed64());
  }

  public static void writeRetention(ByteWriter out, Retention retention) {
    out.varlong(retention.completionMillis()).varlong(retention.journalMillis());
  }

  public static Retention readRetention(ByteReader in) {
    long completion = in.varlong();
    long journal = in.varlong();
    return completion == 0 && journal == 0 ? Retention.NONE : new Retention(completion, journal);
  }

  public static void writeSpan(ByteWriter out, SpanContext span) {
    out.text(span.traceParent()).text(span.traceState());
  }

  public static SpanContext readSpan(ByteReader in) {
    String parent = in.text();
    String state = in.text();
    return parent.isEmpty() && state.isEmpty() ? SpanContext.NONE : new SpanContext(parent, state);
  }

  public static void writeSource(ByteWriter out, Source source) {
    switch (source) {
      case Source.Ingress(var request) -> writeRequestId(out.u8(1), request);
      case Source.Invocation(var caller, var callerTarget) -> writeTarget(out.u8(2).id(caller), callerTarget);
      case Source.RestartAsNew(var original) -> out.u8(3).id(original);
      case Source.Internal() -> out.u8(4);
    }
  }

  public static Source readSource(ByteReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new Source.Ingress(readRequestId(in));
      case 2 -> new Source.Invocation(in.id(), readTarget(in));
      case 3 -> new Source.RestartAsNew(in.id());
      case 4 -> new Source.Internal();
      default -> throw UnknownRecordException.kind("source", kind);
    };
  }

  public static void writeSink(ByteWriter out, ResponseSink sink) {
    switch (sink) {
      case ResponseSink.Ingress(var request) -> writeRequestId(out.u8(1), request);
      case ResponseSink.Invocation invocation -> writeInvocationSink(out.u8(2), invocation);
    }
  }

  public static ResponseSink readSink(ByteReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new ResponseSink.Ingress(readRequestId(in));
      case 2 -> readInvocationSink(in);
      default -> throw UnknownRecordException.kind("response sink", kind);
    };
  }

  public static void writeInvocationSink(ByteWriter out, ResponseSink.Invocation sink) {
    out.id(sink.caller()).varint(sink.completionId()).constant(sink.kind());
  }

  public static ResponseSink.Invocation readInvocationSink(ByteReader in) {
    return new ResponseSink.Invocation(in.id(), in.varint(), in.oneOf(SINK_KINDS));
  }

  public static void writeFailure(ByteWriter out, Failure failure) {
    out.varint(failure.code()).text(failure.message());
    out.list(failure.metadata(), (o, entry) -> o.text(entry.key()).text(entry.value()));
  }

  public static Failure readFailure(ByteReader in) {
    return new Failure(in.varint(), in.text(), in.list(i -> new Failure.Entry(i.text(), i.text())));
  }

  /** Writes an outcome whose value usually is a slice of {@code container}. */
  public static void writeOutcome(ByteWriter out, Bytes container, Outcome outcome) {
    switch (outcome) {
      case Outcome.Success(var value) -> out.u8(1).within(container, value);
      case Outcome.Failed(var failure) -> writeFailure(out.u8(2), failure);
    }
  }

  public static Outcome readOutcome(ByteReader in, Bytes container) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new Outcome.Success(in.within(container));
      case 2 -> new Outcome.Failed(readFailure(in));
      default -> throw UnknownRecordException.kind("outcome", kind);
    };
  }

  /** Writes a result whose value usually is a slice of {@code container}. */
  public static void writeResult(ByteWriter out, Bytes container, Result result) {
    switch (result) {
      case Result.Nothing() -> out.u8(1);
      case Result.Value(var content) -> out.u8(2).within(container, content);
      case Result.Failed(var failure) -> writeFailure(out.u8(3), failure);
      case Result.Invocation(var id) -> out.u8(4).id(id);
      case Result.StateKeys(var keys) -> out.u8(5).list(keys, ByteWriter::bytes);
    }
  }

  public static Result readResult(ByteReader in, Bytes container) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> Result.NOTHING;
      case 2 -> new Result.Value(in.within(container));
      case 3 -> new Result.Failed(readFailure(in));
      case 4 -> new Result.Invocation(in.id());
      case 5 -> new Result.StateKeys(in.list(ByteReader::bytes));
      default -> throw UnknownRecordException.kind("result", kind);
    };
  }

  public static void writeSignalId(ByteWriter out, SignalId id) {
    switch (id) {
      case SignalId.Index(var index) -> out.u8(1).varint(index);
      case SignalId.Named(var name) -> out.u8(2).text(name);
    }
  }

  public static SignalId readSignalId(ByteReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new SignalId.Index(in.varint());
      case 2 -> new SignalId.Named(in.text());
      default -> throw UnknownRecordException.kind("signal id", kind);
    };
  }

  public static void writeNotificationId(ByteWriter out, NotificationId id) {
    switch (id) {
      case NotificationId.Completion(var completion) -> out.u8(0).varint(completion);
      case NotificationId.Signal(var signal) -> writeSignalId(out, signal);
    }
  }

  public static NotificationId readNotificationId(ByteReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 0 -> new NotificationId.Completion(in.varint());
      case 1 -> new NotificationId.Signal(new SignalId.Index(in.varint()));
      case 2 -> new NotificationId.Signal(new SignalId.Named(in.text()));
      default -> throw UnknownRecordException.kind("notification id", kind);
    };
  }

  public static void writeAttemptFailure(ByteWriter out, AttemptFailure failure) {
    out.varint(failure.code()).text(failure.message()).text(failure.stacktrace()).text(failure.docCode());
    writeOptionalInt(out, failure.relatedCommandIndex());
    out.optional(failure.relatedCommandName(), ByteWriter::text);
    writeOptionalInt(out, failure.relatedCommandType());
  }

  public static AttemptFailure readAttemptFailure(ByteReader in) {
    return new AttemptFailure(
        in.varint(),
        in.text(),
        in.text(),
        in.text(),
        readOptionalInt(in),
        in.optional(ByteReader::text),
        readOptionalInt(in));
  }

  public static void writeRequest(ByteWriter out, InvocationRequest request) {
    out.id(request.id());
    writeTarget(out, request.target());
    out.list(request.headers(), ValueCodec::writeHeader);
    out.bytes(request.argument());
    writeSource(out, request.source());
    out.optional(request.sink(), ValueCodec::writeSink);
    out.optional(request.idempotencyKey(), ByteWriter::text);
    out.varlong(request.executionTime());
    writeRetention(out, request.retention());
    writeSpan(out, request.span());
  }

  public static InvocationRequest readRequest(ByteReader in) {
    return new InvocationRequest(
        in.id(),
        readTarget(in),
        in.list(ValueCodec::readHeader),
        in.bytes(),
        readSource(in),
        in.optional(ValueCodec::readSink),
        in.optional(ByteReader::text),
        in.varlong(),
        readRetention(in),
        readSpan(in));
  }

  private static void writeOptionalInt(ByteWriter out, OptionalInt value) {
    out.flag(value.isPresent());
    if (value.isPresent()) {
      out.varint(value.getAsInt());
    }
  }

  private static OptionalInt readOptionalInt(ByteReader in) {
    return in.flag() ? OptionalInt.of(in.varint()) : OptionalInt.empty();
  }
}
