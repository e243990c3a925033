package dev.restatevertx.endpoint;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.Check;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Optional;

/**
 * A stream over Vert.x.
 *
 * <pre>
 *  OPENING --request--> OPEN --ended, failed, reset--> CLOSED
 * </pre>
 */
final class VertxEndpointStream implements EndpointStream {
  // RST_STREAM code CANCEL.
  private static final long CANCEL = 0x8;

  private final String name;
  private final EndpointHandler handler;
  private Optional<HttpClientRequest> request = Optional.empty();
  private Optional<HttpClientResponse> response = Optional.empty();
  private Runnable onClosed = () -> {};
  private boolean headWritten;
  private boolean requestEnded;
  private boolean paused;
  private boolean closed;

  VertxEndpointStream(String name, EndpointHandler handler) {
    this.name = name;
    this.handler = handler;
  }

  void openOn(Future<HttpClientRequest> opening, Runnable onClosed) {
    this.onClosed = onClosed;
    opening.onComplete(this::opened, cause -> fail(Failures.connect(name, cause)));
  }

  private void opened(HttpClientRequest opened) {
    request = Optional.of(opened);
    opened.exceptionHandler(cause -> fail(Failures.broken(name, cause)));
    if (closed) {
      resetRequest(opened);
      return;
    }
    opened.drainHandler(_ -> writableAgain());
    opened.response().onComplete(this::responded, cause -> fail(Failures.broken(name, cause)));
    handler.writable(this);
  }

  private void writableAgain() {
    if (!closed && !requestEnded) {
      handler.writable(this);
    }
  }

  private void responded(HttpClientResponse head) {
    response = Optional.of(head);
    if (closed) {
      return;
    }
    head.exceptionHandler(cause -> fail(Failures.broken(name, cause)));
    head.handler(this::received);
    head.endHandler(_ -> end());
    if (paused) {
      head.pause();
    }
    handler.head(
        new EndpointHead(
            head.statusCode(),
            header -> Optional.ofNullable(head.getHeader(header)),
            head.version() == HttpVersion.HTTP_2));
  }

  private void received(Buffer buffer) {
    if (!closed) {
      handler.data(bytes(buffer));
    }
  }

  private void end() {
    if (!closed) {
      closed = true;
      handler.ended();
      if (!requestEnded) {
        // The endpoint has nothing to say any more: what it has not read yet is of no use to it.
        request.ifPresent(VertxEndpointStream::resetRequest);
      }
      onClosed.run();
    }
  }

  private void fail(EndpointException cause) {
    if (!closed) {
      closed = true;
      handler.failed(cause);
      onClosed.run();
    }
  }

  @Override
  public boolean writable() {
    return !closed && !requestEnded && request.isPresent() && !request.get().writeQueueFull();
  }

  @Override
  public Future<Void> write(Bytes bytes, boolean end) {
    Check.that(request.isPresent() && !requestEnded, "Expected an open request to write to");
    if (closed) {
      return Future.failedFuture(new EndpointException(EndpointException.Kind.BROKEN, "The stream is closed"));
    }
    HttpClientRequest open = request.get();
    if (!end) {
      if (!headWritten) {
        headWritten = true;
        open.setChunked(true);
      }
      return open.write(buffer(bytes));
    }
    requestEnded = true;
    return bytes.isEmpty() ? open.end() : open.end(buffer(bytes));
  }

  @Override
  public void pauseReading() {
    paused = true;
    response.ifPresent(HttpClientResponse::pause);
  }

  @Override
  public void resumeReading() {
    paused = false;
    response.ifPresent(HttpClientResponse::resume);
  }

  @Override
  public void reset() {
    if (!closed) {
      closed = true;
      request.ifPresent(VertxEndpointStream::resetRequest);
      onClosed.run();
    }
  }

  private static void resetRequest(HttpClientRequest open) {
    open.reset(CANCEL);
  }

  private static Buffer buffer(Bytes bytes) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes.array(), bytes.offset(), bytes.length()));
  }

  /** The bytes of a buffer that nobody else uses; copied only when it is no heap buffer. */
  private static Bytes bytes(Buffer buffer) {
    ByteBuf netty = ((BufferInternal) buffer).getByteBuf();
    return netty.hasArray()
        ? Bytes.wrap(netty.array(), netty.arrayOffset() + netty.readerIndex(), netty.readableBytes())
        : Bytes.wrap(buffer.getBytes());
  }
}
