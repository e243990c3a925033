package dev.restatevertx.journal;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.protocol.MessageReader;
import dev.restatevertx.protocol.MessageWriter;
import java.util.ArrayList;
import java.util.List;

/** The messages that occur inside of others: value, failure, header. */
public final class Values {
  private Values() {}

  /** Reads {@code Value}: the content, a slice of the message. */
  static Bytes readValue(MessageReader reader) {
    Bytes content = Bytes.EMPTY;
    while (reader.next()) {
      if (reader.field() == 1) {
        content = reader.bytes();
      }
    }
    return content;
  }

  static void writeValue(MessageWriter writer, int field, Bytes content) {
    if (content.isEmpty()) {
      writer.header(field, 0);
      return;
    }
    writer.header(field, MessageWriter.sizeOfDelimited(1, content.length())).bytes(1, content);
  }

  /** Reads {@code Failure}. */
  public static Failure readFailure(MessageReader reader) {
    int code = 0;
    String message = "";
    List<Failure.Entry> metadata = List.of();
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> code = reader.u32();
        case 2 -> message = reader.text();
        case 3 -> {
          metadata = metadata.isEmpty() ? new ArrayList<>() : metadata;
          Header pair = readHeader(reader.message());
          metadata.add(new Failure.Entry(pair.name(), pair.value()));
        }
        default -> {}
      }
    }
    return new Failure(code, message, metadata);
  }

  static void writeFailure(MessageWriter writer, int field, Failure failure) {
    MessageWriter nested = new MessageWriter(failure.message().length() + 16);
    if (failure.code() != 0) {
      nested.u32(1, failure.code());
    }
    if (!failure.message().isEmpty()) {
      nested.text(2, failure.message());
    }
    for (Failure.Entry entry : failure.metadata()) {
      nested.message(3, pair(entry.key(), entry.value()));
    }
    writer.message(field, nested);
  }

  static Header readHeader(MessageReader reader) {
    String name = "";
    String value = "";
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> name = reader.text();
        case 2 -> value = reader.text();
        default -> {}
      }
    }
    return new Header(name, value);
  }

  static void writeHeader(MessageWriter writer, int field, Header header) {
    writer.message(field, pair(header.name(), header.value()));
  }

  private static MessageWriter pair(String first, String second) {
    MessageWriter writer = new MessageWriter(first.length() + second.length() + 8);
    if (!first.isEmpty()) {
      writer.text(1, first);
    }
    if (!second.isEmpty()) {
      writer.text(2, second);
    }
    return writer;
  }
}
