package dev.restatevertx.invoker;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.endpoint.EndpointStream;
import dev.restatevertx.journal.JournalEntry;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.protocol.FrameHeader;
import dev.restatevertx.protocol.MessageType;
import dev.restatevertx.protocol.MessageWriter;
import dev.restatevertx.runtime.Loop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes the request of one attempt: Start, the journal as it was then, and what comes after. Holds little of it: reads
 * on in the journal only when what was read before has left this process.
 *
 * <pre>
 *  segments (encoded)  <-  replay: entries [cursor, known)  <-  live: notifications, acknowledgements
 * </pre>
 */
final class RequestWriter {
  /** Bytes of one stream that may be under way at once. */
  private static final int WINDOW = 64 * 1024;

  /** Payloads up to this size are copied together, larger ones are handed on as they are. */
  private static final int COPY_LIMIT = 16 * 1024;

  /** Bytes that a stream may read without asking the budget. */
  static final int ALLOWANCE = 32 * 1024;

  /** What the writer needs from its attempt. */
  interface Source {
    /** Reads on in the journal; the answer goes to {@link #entriesLoaded}. */
    void loadEntries(int from, int to, long maxBytes);

    /** An Output command went by. */
    void outputReplayed();

    /** Something went out. */
    void sent();

    /** Where all this runs. */
    Loop loop();
  }

  /** A message for after the replay; a notification of which only the index is kept is read again. */
  private record Live(int entryIndex, int type, Bytes payload, boolean dropped) {}

  private final Source source;
  private final OutboundBudget budget;
  private final Deque<Bytes> segments = new ArrayDeque<>();
  private final Deque<JournalEntry> replay = new ArrayDeque<>();
  private final Deque<Live> live = new ArrayDeque<>();
  private int cursor;
  private int known;
  private long segmentBytes;
  private long inFlight;
  private long held;
  private long liveBytes;
  private boolean loading;
  private boolean halfClose;
  private boolean ended;
  private boolean closed;
  private boolean pumping;

  RequestWriter(Source source, OutboundBudget budget) {
    this.source = source;
    this.budget = budget;
  }

  /**
   * Sets what the request begins with.
   *
   * @param held bytes of {@code start} that are taken from the budget
   */
  void begin(List<Bytes> start, List<JournalEntry> entries, int known, boolean halfClose, long held) {
    start.forEach(this::addSegment);
    replay.addAll(entries);
    this.known = known;
    this.halfClose = halfClose;
    this.held = held;
  }

  void deliver(int entryIndex, Notification notification) {
    int size = notification.payload().length();
    boolean dropped = liveBytes > 0 && liveBytes + size > WINDOW;
    if (!dropped) {
      liveBytes += size;
    }
    live.add(
        new Live(entryIndex, notification.wireType(), dropped ? Bytes.EMPTY : notification.payload(), dropped));
  }

  void acknowledge(int commandIndex) {
    Bytes payload = new MessageWriter(16).u32(1, commandIndex).toBytes();
    liveBytes += payload.length();
    live.add(new Live(0, MessageType.COMMAND_ACK, payload, false));
  }

  /** Ends the request after all that was to be sent. */
  void halfClose() {
    halfClose = true;
  }

  /** Ends the request now, whatever was still to be sent. */
  void endNow(EndpointStream stream) {
    if (!ended && !closed) {
      ended = true;
      stream.write(Bytes.EMPTY, true);
    }
    close();
  }

  /** Nothing more will be written. */
  void close() {
    if (!closed) {
      closed = true;
      segments.clear();
      replay.clear();
      live.clear();
      release(held);
    }
  }

  /** Answer to {@link Source#loadEntries}. */
  void entriesLoaded(EndpointStream stream, PartitionPort.JournalChunk chunk, long granted) {
    loading = false;
    if (closed) {
      release(granted);
      return;
    }
    held += granted;
    if (chunk.entries().isEmpty()) {
      // The next entry is larger than the allowance.
      loadWithBudget(chunk.nextBytes());
      return;
    }
    if (cursor + replay.size() < known) {
      replay.addAll(chunk.entries());
    } else {
      replaceDropped(chunk.entries().getFirst());
    }
    pump(stream);
  }

  /** Writes as much as may be written now. */
  void pump(EndpointStream stream) {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (!ended && !closed && inFlight < WINDOW && stream.writable()) {
        fill();
        if (!segments.isEmpty()) {
          writeOnce(stream);
        } else if (endIfDone(stream) || !loadMore()) {
          return;
        }
      }
    } finally {
      pumping = false;
    }
  }

  private void fill() {
    while (segmentBytes < WINDOW && !replay.isEmpty()) {
      JournalEntry entry = replay.remove();
      cursor++;
      addFrame(entry.wireType(), entry.payload());
      if (entry.wireType() == MessageType.OUTPUT) {
        source.outputReplayed();
      }
    }
    while (segmentBytes < WINDOW && cursor == known && !live.isEmpty() && !live.getFirst().dropped()) {
      Live next = live.remove();
      liveBytes -= next.payload().length();
      addFrame(next.type(), next.payload());
    }
  }

  private boolean allQueued() {
    return cursor == known && live.isEmpty();
  }

  private boolean endIfDone(EndpointStream stream) {
    if (!halfClose || !allQueued()) {
      return false;
    }
    ended = true;
    stream.write(Bytes.EMPTY, true);
    return true;
  }

  private void writeOnce(EndpointStream stream) {
    Bytes bytes = segments.getFirst().length() > COPY_LIMIT ? segments.remove() : joinSmall();
    segmentBytes -= bytes.length();
    inFlight += bytes.length();
    ended = segments.isEmpty() && halfClose && allQueued();
    source.sent();
    stream.write(bytes, ended).onComplete(_ -> written(stream, bytes.length()));
  }

  /** The next small segments as one. */
  private Bytes joinSmall() {
    Bytes first = segments.remove();
    if (segments.isEmpty() || segments.getFirst().length() > COPY_LIMIT) {
      return first;
    }
    MessageWriter joined = new MessageWriter((int) Math.min(segmentBytes, 2L * WINDOW)).raw(first);
    while (!segments.isEmpty() && segments.getFirst().length() <= COPY_LIMIT && joined.length() < WINDOW) {
      joined.raw(segments.remove());
    }
    return joined.toBytes();
  }

  private void written(EndpointStream stream, int count) {
    inFlight -= count;
    if (closed) {
      return;
    }
    if (inFlight == 0 && segments.isEmpty() && replay.isEmpty()) {
      release(held);
    }
    pump(stream);
  }

  /** Reads on when all of what was read before is out; returns whether the answer came at once. */
  private boolean loadMore() {
    if (loading || inFlight > 0 || allQueued()) {
      return false;
    }
    loading = true;
    if (cursor < known) {
      source.loadEntries(cursor, known, ALLOWANCE);
    } else {
      source.loadEntries(live.getFirst().entryIndex(), live.getFirst().entryIndex() + 1, ALLOWANCE);
    }
    return !loading;
  }

  private void loadWithBudget(long bytes) {
    loading = true;
    int from = cursor < known ? cursor : live.getFirst().entryIndex();
    budget.acquire(
        bytes,
        source.loop(),
        () -> {
          if (closed) {
            budget.release(bytes);
          } else {
            source.loadEntries(from, from + 1, bytes);
          }
        });
  }

  private void replaceDropped(JournalEntry entry) {
    Live next = live.remove();
    liveBytes += entry.payload().length();
    live.addFirst(new Live(next.entryIndex(), next.type(), entry.payload(), false));
  }

  private void release(long bytes) {
    if (bytes > 0) {
      held -= Math.min(held, bytes);
      budget.release(bytes);
    }
  }

  private void addFrame(int type, Bytes payload) {
    addSegment(FrameHeader.encode(type, payload.length()));
    if (!payload.isEmpty()) {
      addSegment(payload);
    }
  }

  private void addSegment(Bytes segment) {
    segments.add(segment);
    segmentBytes += segment.length();
  }
}
