package dev.restatevertx.ingress;

import dev.restatevertx.base.Bytes;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the body of one request within its limits, or throws it away. A body in one piece is not copied. The room that
 * a body takes is given back by {@link #release}.
 */
final class BodyReader {
  /** Takes the whole body. */
  @FunctionalInterface
  interface Sink {
    void accept(Bytes content);
  }

  private enum State {
    UNTOUCHED,
    READING,
    DRAINING,
    DONE
  }

  private final IngressServer server;
  private final HttpServerRequest request;
  private final List<Buffer> pieces = new ArrayList<>(1);
  private State state = State.UNTOUCHED;
  private long received;
  private long reserved;
  private int idleSweeps;
  private Sink sink = _ -> {};
  private Consumer<Refusal> onRefusal = _ -> {};

  BodyReader(IngressServer server, HttpServerRequest request) {
    this.server = server;
    this.request = request;
  }

  /** Whether the head announces more than a body may have. */
  boolean announcedTooLarge() {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    return length != null && exceeds(length, server.options().requestSizeMax());
  }

  /** Reads the body; either the sink or the refusal is called, once, unless the caller leaves before. */
  void read(Sink sink, Consumer<Refusal> onRefusal) {
    this.sink = sink;
    this.onRefusal = onRefusal;
    state = State.READING;
    listen();
    if (request.version() == HttpVersion.HTTP_1_1 && request.headers().contains(HttpHeaders.EXPECT)) {
      request.response().writeContinue();
    }
  }

  /**
   * Throws away what still comes, after an answer that did not wait for it; a caller that does not stop in time loses
   * its connection.
   */
  void drain() {
    switch (state) {
      case UNTOUCHED -> {
        state = State.DRAINING;
        listen();
      }
      case READING -> {
        state = State.DRAINING;
        pieces.clear();
        received = 0;
        idleSweeps = 0;
      }
      case DRAINING, DONE -> {}
    }
  }

  /** Gives back the room that the body took. */
  void release() {
    server.admission().release(reserved);
    reserved = 0;
  }

  /** The connection is gone. */
  void abandon() {
    finish();
    pieces.clear();
    release();
  }

  /** Called now and then while there is more to come; what did not move for long is given up. */
  void sweep(int idleSweepsMax) {
    idleSweeps++;
    if (idleSweeps <= idleSweepsMax) {
      return;
    }
    switch (state) {
      case READING -> onRefusal.accept(Refusal.bodyTimeout());
      case DRAINING -> cutOff();
      case UNTOUCHED, DONE -> {}
    }
  }

  private void listen() {
    server.watch(this);
    request.handler(this::piece);
    request.endHandler(_ -> end());
    request.exceptionHandler(_ -> finish());
  }

  private void piece(Buffer buffer) {
    received += buffer.length();
    switch (state) {
      case READING -> keep(buffer);
      case DRAINING -> {
        if (received > server.options().requestSizeMax()) {
          cutOff();
        }
      }
      case UNTOUCHED, DONE -> {}
    }
  }

  private void keep(Buffer buffer) {
    idleSweeps = 0;
    if (received > server.options().requestSizeMax()) {
      onRefusal.accept(Refusal.tooLarge());
    } else if (!server.admission().reserve(buffer.length())) {
      onRefusal.accept(Refusal.overloaded());
    } else {
      reserved += buffer.length();
      pieces.add(buffer);
    }
  }

  private void end() {
    boolean complete = state == State.READING;
    finish();
    if (complete) {
      Bytes content = join();
      pieces.clear();
      sink.accept(content);
    }
  }

  private void finish() {
    state = State.DONE;
    server.unwatch(this);
  }

  private void cutOff() {
    finish();
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset();
    } else {
      request.connection().close();
    }
  }

  private Bytes join() {
    if (pieces.size() == 1) {
      ByteBuf piece = ((BufferInternal) pieces.getFirst()).getByteBuf();
      if (piece.hasArray()) {
        return Bytes.wrap(piece.array(), piece.arrayOffset() + piece.readerIndex(), piece.readableBytes());
      }
    }
    byte[] all = new byte[(int) received];
    int at = 0;
    for (Buffer piece : pieces) {
      piece.getBytes(all, at);
      at += piece.length();
    }
    return Bytes.wrap(all);
  }

  private static boolean exceeds(String length, long max) {
    try {
      return Long.parseLong(length.strip()) > max;
    } catch (NumberFormatException _) {
      // The HTTP layer has its own opinion of malformed lengths; absurdly long ones are certainly too much.
      return length.length() > 18;
    }
  }
}
