package dev.restatevertx.invoker;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.protocol.Frame;
import dev.restatevertx.protocol.FrameDecoder;
import dev.restatevertx.protocol.FrameHeader;
import dev.restatevertx.protocol.MessageWriter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A service endpoint whose handlers are scripts; keeps what it got. */
final class FakeEndpoint {
  /** One request as the endpoint sees it. */
  static final class Call {
    final HttpServerRequest request;
    final List<Frame> frames = new CopyOnWriteArrayList<>();
    volatile boolean requestEnded;
    private Consumer<Frame> onFrame = _ -> {};
    private Runnable onEnd = () -> {};

    Call(HttpServerRequest request) {
      this.request = request;
    }

    String header(String name) {
      String value = request.getHeader(name);
      return value == null ? "" : value;
    }

    /** Begins a proper response. */
    Call ok() {
      request.response().setChunked(true).putHeader("content-type", header("content-type"));
      request.response().putHeader("x-restate-server", "fake/1").writeHead();
      return this;
    }

    Call send(int type, String payloadHex) {
      request.response().write(frame(type, payloadHex));
      return this;
    }

    void end() {
      request.response().end();
    }

    Call onFrame(Consumer<Frame> consumer) {
      onFrame = consumer;
      return this;
    }

    Call onRequestEnd(Runnable runnable) {
      onEnd = runnable;
      return this;
    }
  }

  private final Map<String, Consumer<Call>> handlers = new ConcurrentHashMap<>();
  final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  private FakeEndpoint(HttpServer server) {
    this.server = server;
    server.requestHandler(this::handle);
  }

  static FakeEndpoint start(Vertx vertx, boolean http2) {
    // A large window for the connection, so that a stream that is not read does not stop its neighbours.
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(0)
            .setHttp2ClearTextEnabled(http2)
            .setHttp2ConnectionWindowSize(64 << 20);
    HttpServer server = vertx.createHttpServer(options);
    FakeEndpoint endpoint = new FakeEndpoint(server);
    server.listen().toCompletionStage().toCompletableFuture().join();
    return endpoint;
  }

  int port() {
    return server.actualPort();
  }

  FakeEndpoint on(String handler, Consumer<Call> script) {
    handlers.put(handler, script);
    return this;
  }

  static Buffer frame(int type, String payloadHex) {
    Bytes payload = Bytes.fromHex(payloadHex);
    MessageWriter writer = new MessageWriter(payload.length() + 8);
    FrameHeader.write(writer, type & 0xFFFF, payload.length());
    Bytes frame = writer.raw(payload).toBytes();
    byte[] bytes = frame.toByteArray();
    if (type > 0xFFFF) {
      // Flag REQUESTED_ACK, given as bit 16 of the type.
      bytes[2] = (byte) 0x80;
    }
    return Buffer.buffer(bytes);
  }

  private void handle(HttpServerRequest request) {
    Call call = new Call(request);
    calls.add(call);
    FrameDecoder decoder = new FrameDecoder(1L << 30);
    request.handler(
        buffer -> {
          for (Frame frame : decoder.decode(Bytes.wrap(buffer.getBytes()))) {
            call.frames.add(
                frame.payload().length() < 1 << 16 ? frame : new Frame(frame.type(), false, Bytes.EMPTY));
            call.onFrame.accept(frame);
          }
        });
    request.endHandler(
        _ -> {
          call.requestEnded = true;
          call.onEnd.run();
        });
    request.exceptionHandler(_ -> {});
    request.response().exceptionHandler(_ -> {});
    String path = request.path();
    Consumer<Call> script = handlers.get(path.substring(path.lastIndexOf('/') + 1));
    if (script == null) {
      request.response().setStatusCode(404).end();
    } else {
      script.accept(call);
    }
  }
}
