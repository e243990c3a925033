package dev.restatevertx.invoker;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.config.InvokerConfig;
import dev.restatevertx.endpoint.EndpointClient;
import dev.restatevertx.endpoint.EndpointException;
import dev.restatevertx.endpoint.EndpointHandler;
import dev.restatevertx.endpoint.EndpointHead;
import dev.restatevertx.endpoint.EndpointRequest;
import dev.restatevertx.endpoint.EndpointStream;
import dev.restatevertx.invoker.core.AttemptEnd;
import dev.restatevertx.invoker.core.TaskEvent;
import dev.restatevertx.journal.Notification;
import dev.restatevertx.protocol.Frame;
import dev.restatevertx.protocol.FrameDecoder;
import dev.restatevertx.protocol.MessageTooLargeException;
import dev.restatevertx.protocol.MessageType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The stream of one attempt: bytes on its one side, events and messages on the other. */
final class Attempt implements EndpointHandler {
  private static final Logger LOG = System.getLogger("restate.invoker");

  private final Consumer<TaskEvent> events;
  private final RequestWriter writer;
  private final FrameDecoder decoder;
  private final long messageSizeWarning;
  private final Consumer<Attempt> onDrained;
  private Optional<EndpointStream> stream = Optional.empty();
  private boolean silent;
  private boolean over;

  /**
   * An attempt that is not connected yet.
   *
   * @param events gets what happens, until the attempt is reset or drained
   * @param onDrained called when the response ends after {@link #drain}
   */
  Attempt(
      Consumer<TaskEvent> events, RequestWriter writer, InvokerConfig config, Consumer<Attempt> onDrained) {
    this.events = events;
    this.writer = writer;
    this.decoder = new FrameDecoder(config.messageSizeLimit());
    this.messageSizeWarning = config.messageSizeWarning();
    this.onDrained = onDrained;
  }

  void open(EndpointClient client, EndpointRequest request) {
    EndpointStream opened = client.open(request, this);
    stream = Optional.of(opened);
    if (over) {
      opened.reset();
    }
  }

  void deliver(int entryIndex, Notification notification) {
    writer.deliver(entryIndex, notification);
    pump();
  }

  void acknowledge(int commandIndex) {
    writer.acknowledge(commandIndex);
    pump();
  }

  void halfClose() {
    writer.halfClose();
    pump();
  }

  void entriesLoaded(PartitionPort.JournalChunk chunk, long granted) {
    stream.ifPresent(open -> writer.entriesLoaded(open, chunk, granted));
  }

  void pauseReading() {
    stream.ifPresent(EndpointStream::pauseReading);
  }

  void resumeReading() {
    stream.ifPresent(EndpointStream::resumeReading);
  }

  /** Breaks off. */
  void reset() {
    silent = true;
    over = true;
    writer.close();
    stream.ifPresent(EndpointStream::reset);
  }

  /** Ends the request; what still comes is not looked at. Returns whether anything can still come. */
  boolean drain() {
    silent = true;
    stream.ifPresent(open -> {
      open.resumeReading();
      writer.endNow(open);
    });
    return !over;
  }

  @Override
  public void writable(EndpointStream open) {
    // May come before open() has returned.
    stream = Optional.of(open);
    if (!over) {
      writer.pump(open);
    }
  }

  @Override
  public void head(EndpointHead head) {
    tell(
        new TaskEvent.Head(
            head.status(),
            head.header("content-type").orElse(""),
            head.header("retry-after"),
            head.header("x-restate-server")));
  }

  @Override
  public void data(Bytes chunk) {
    if (silent) {
      return;
    }
    List<Frame> frames;
    try {
      frames = decoder.decode(chunk);
    } catch (MessageTooLargeException e) {
      tell(new TaskEvent.Failed(AttemptEnd.of(ErrorCode.RT0003, String.valueOf(e.getMessage()))));
      return;
    }
    for (Frame frame : frames) {
      if (frame.payload().length() >= messageSizeWarning) {
        LOG.log(
            Level.WARNING,
            "A message of type {0} has {1} bytes: messages above message-size-limit are refused",
            MessageType.toText(frame.type()),
            frame.payload().length());
      }
    }
    if (!frames.isEmpty()) {
      tell(new TaskEvent.Received(frames));
    }
  }

  @Override
  public void ended() {
    finish(new TaskEvent.ResponseEnded());
  }

  @Override
  public void failed(EndpointException cause) {
    finish(new TaskEvent.Failed(AttemptEnd.of(ErrorCode.RT0010, String.valueOf(cause.getMessage()))));
  }

  private void finish(TaskEvent event) {
    if (over) {
      return;
    }
    over = true;
    writer.close();
    if (silent) {
      onDrained.accept(this);
    } else {
      tell(event);
    }
  }

  private void pump() {
    stream.ifPresent(this::writable);
  }

  private void tell(TaskEvent event) {
    if (!silent) {
      events.accept(event);
    }
  }
}
