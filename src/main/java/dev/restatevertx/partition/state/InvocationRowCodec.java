package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.DeploymentId;
import dev.restatevertx.journal.Awaiting;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.partition.codec.ByteReader;
import dev.restatevertx.partition.codec.ByteWriter;
import dev.restatevertx.partition.codec.EntryCodec;
import dev.restatevertx.partition.codec.UnknownRecordException;
import dev.restatevertx.partition.codec.ValueCodec;
import java.util.List;

/** The stored form of {@link InvocationRow}. */
final class InvocationRowCodec {
  private InvocationRowCodec() {}

  static void write(ByteWriter out, InvocationRow row) {
    ValueCodec.writeTarget(out, row.target());
    writeJournal(out, row.journal());
    writeStatus(out, row.status(), outputPayload(row.journal()));
    ValueCodec.writeSource(out, row.source());
    out.optional(row.idempotencyKey(), ByteWriter::text);
    out.varlong(row.executionTime());
    ValueCodec.writeRetention(out, row.retention());
    ValueCodec.writeSpan(out, row.span());
    out.list(row.sinks(), ValueCodec::writeSink);
    out.optional(row.pin(), InvocationRowCodec::writePin);
    out.varint(row.events());
    Times times = row.times();
    out.varlong(times.created())
        .varlong(times.modified())
        .varlong(times.inboxed())
        .varlong(times.started());
  }

  static InvocationRow read(ByteReader in) {
    var target = ValueCodec.readTarget(in);
    Journal journal = readJournal(in);
    InvocationStatus status = readStatus(in, outputPayload(journal));
    return new InvocationRow(
        target,
        status,
        ValueCodec.readSource(in),
        in.optional(ByteReader::text),
        in.varlong(),
        ValueCodec.readRetention(in),
        ValueCodec.readSpan(in),
        in.list(ValueCodec::readSink),
        in.optional(InvocationRowCodec::readPin),
        journal,
        in.varint(),
        new Times(in.varlong(), in.varlong(), in.varlong(), in.varlong()));
  }

  private static void writeStatus(ByteWriter out, InvocationStatus status, Bytes outputPayload) {
    switch (status) {
      case InvocationStatus.Scheduled() -> out.u8(1);
      case InvocationStatus.Inboxed(var position) -> out.u8(2).varlong(position);
      case InvocationStatus.Invoked(var since) -> out.u8(3).varlong(since);
      case InvocationStatus.Suspended(var awaiting) ->
          out.u8(4).list(awaiting.anyOf(), ValueCodec::writeNotificationId);
      case InvocationStatus.Paused() -> out.u8(5);
      case InvocationStatus.Completed(var outcome, var completedAt) -> {
        ValueCodec.writeOutcome(out.u8(6), outputPayload, outcome);
        out.varlong(completedAt);
      }
    }
  }

  private static InvocationStatus readStatus(ByteReader in, Bytes outputPayload) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new InvocationStatus.Scheduled();
      case 2 -> new InvocationStatus.Inboxed(in.varlong());
      case 3 -> new InvocationStatus.Invoked(in.varlong());
      case 4 -> new InvocationStatus.Suspended(new Awaiting(in.list(ValueCodec::readNotificationId)));
      case 5 -> new InvocationStatus.Paused();
      case 6 -> new InvocationStatus.Completed(ValueCodec.readOutcome(in, outputPayload), in.varlong());
      default -> throw new UnknownRecordException("Expected a status of kind 1 to 6, but got " + kind);
    };
  }

  private static void writePin(ByteWriter out, Pin pin) {
    out.fixed64(pin.deployment().high()).fixed64(pin.deployment().low()).varint(pin.protocolVersion());
  }

  private static Pin readPin(ByteReader in) {
    return new Pin(new DeploymentId(in.fixed64(), in.fixed64()), in.varint());
  }

  private static void writeJournal(ByteWriter out, Journal journal) {
    out.varint(journal.length())
        .varint(journal.commands())
        .varint(journal.calls())
        .varint(journal.lastOutput() + 1)
        .varint(journal.inlineBytes())
        .list(journal.inline(), EntryCodec::write);
  }

  private static Journal readJournal(ByteReader in) {
    int length = in.varint();
    int commands = in.varint();
    int calls = in.varint();
    int lastOutput = in.varint() - 1;
    int inlineBytes = in.varint();
    List<JournalEntry> inline = in.list(EntryCodec::read);
    return new Journal(length, commands, calls, lastOutput, inline, inlineBytes);
  }

  /** Where a completed invocation's outcome lies when its Output is in the row: it is not written twice then. */
  private static Bytes outputPayload(Journal journal) {
    int index = journal.lastOutput();
    return index >= 0 && index < journal.inline().size()
            && journal.inline().get(index) instanceof JournalCommand.Output output
        ? output.payload()
        : Bytes.EMPTY;
  }
}
