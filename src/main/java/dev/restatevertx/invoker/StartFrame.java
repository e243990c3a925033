package dev.restatevertx.invoker;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.Check;
import dev.restatevertx.invoker.core.TaskAction;
import dev.restatevertx.protocol.FrameHeader;
import dev.restatevertx.protocol.MessageType;
import dev.restatevertx.protocol.MessageWriter;
import java.util.ArrayList;
import java.util.List;

/** Writes the Start message with its frame header, as segments: large state values are not copied. */
final class StartFrame {
  private static final int COPY_LIMIT = 4 * 1024;
  private static final int STATE_ENTRY = 4;
  private static final int FIRST_WITH_RANDOM_SEED = 6;

  private final List<Bytes> segments = new ArrayList<>(1);
  private MessageWriter current;
  private long length;

  private StartFrame(int capacity) {
    this.current = new MessageWriter(capacity);
  }

  /** The frame with which an attempt opens. */
  static List<Bytes> encode(
      InvocationSnapshot snapshot, PartitionPort.EagerState state, TaskAction.Open open) {
    StartFrame body = new StartFrame(160 + snapshot.target().key().length());
    body.fields(snapshot, state, open);
    body.cut();
    Check.that(body.length <= Integer.MAX_VALUE, "Expected a Start message of less than 2 GiB");
    List<Bytes> frame = new ArrayList<>(body.segments.size() + 1);
    frame.add(FrameHeader.encode(MessageType.START, (int) body.length));
    frame.addAll(body.segments);
    return frame;
  }

  private void fields(InvocationSnapshot snapshot, PartitionPort.EagerState state, TaskAction.Open open) {
    current.bytes(1, snapshot.id().toBytes()).text(2, snapshot.id().toString()).u32(3, open.knownEntries());
    state.entries().forEach(this::stateEntry);
    if (state.partial()) {
      current.bool(5, true);
    }
    if (!snapshot.target().key().isEmpty()) {
      current.text(6, snapshot.target().key());
    }
    if (open.retryCount() > 0) {
      current.u32(7, open.retryCount());
    }
    if (open.sinceStoredMillis() > 0) {
      current.u64(8, open.sinceStoredMillis());
    }
    if (open.route().protocolVersion() >= FIRST_WITH_RANDOM_SEED) {
      current.u64(9, snapshot.id().randomSeed());
    }
  }

  private void stateEntry(PartitionPort.StateEntry entry) {
    int keySize = MessageWriter.sizeOfDelimited(1, entry.key().length());
    int valueSize = MessageWriter.sizeOfDelimited(2, entry.value().length());
    current.header(STATE_ENTRY, keySize + valueSize).bytes(1, entry.key());
    if (entry.value().length() <= COPY_LIMIT) {
      current.bytes(2, entry.value());
      return;
    }
    current.header(2, entry.value().length());
    cut();
    add(entry.value());
  }

  private void cut() {
    if (current.length() > 0) {
      add(current.toBytes());
      current = new MessageWriter(64);
    }
  }

  private void add(Bytes segment) {
    segments.add(segment);
    length += segment.length();
  }
}
