package dev.restatevertx.admin.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restatevertx.schema.JsonFields;
import dev.restatevertx.schema.JsonShapeException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads JSON bodies. */
final class RequestBody {
  /** Upper limit of a body, the original's. */
  static final int MAX_BYTES = 2 << 20;

  /** A body that takes longer is given up. */
  private static final long MAX_MILLIS = 60_000;

  /** How long the rest of a body that was given up is still taken, and thrown away. */
  private static final long LINGER_MILLIS = 2_000;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private RequestBody() {}

  /**
   * Reads a body and what it means. Fails with {@link HttpError}.
   *
   * @param meaning of the fields; may throw {@link JsonShapeException} or {@link HttpError}
   */
  static <T> Future<T> read(RoutingContext context, Function<JsonFields, T> meaning) {
    if (!isJson(Optional.ofNullable(context.request().getHeader("content-type")))) {
      return Future.failedFuture(HttpError.text(415, "Expected request with `Content-Type: application/json`"));
    }
    return bytes(context).map(body -> parse(body, meaning));
  }

  private static <T> T parse(Buffer body, Function<JsonFields, T> meaning) {
    if (body.length() == 0) {
      throw badJson("EOF while parsing a value at line 1 column 0");
    }
    try {
      return meaning.apply(JsonFields.of(JSON.readTree(body.toString())));
    } catch (JsonProcessingException e) {
      throw badJson(
          e.getOriginalMessage() + " at line " + e.getLocation().getLineNr() + " column "
              + e.getLocation().getColumnNr());
    } catch (JsonShapeException e) {
      throw HttpError.wrongShape(String.valueOf(e.getMessage()));
    }
  }

  private static HttpError badJson(String reason) {
    return HttpError.text(400, "Failed to parse the request body as JSON: " + reason);
  }

  private static boolean isJson(Optional<String> contentType) {
    String type = contentType.orElse("").toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    String essence = (end < 0 ? type : type.substring(0, end)).strip();
    return essence.equals("application/json") || (essence.startsWith("application/") && essence.endsWith("+json"));
  }

  private static Future<Buffer> bytes(RoutingContext context) {
    HttpServerRequest request = context.request();
    Promise<Buffer> read = Promise.promise();
    Buffer body = Buffer.buffer();
    long timer =
        context
            .vertx()
            .setTimer(
                MAX_MILLIS,
                _ -> giveUp(context, read, HttpError.text(408, "The request body did not come within a minute")));
    request.exceptionHandler(read::tryFail);
    request.endHandler(_ -> read.tryComplete(body));
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= MAX_BYTES) {
            body.appendBuffer(chunk);
          } else {
            giveUp(context, read, HttpError.text(413, "Failed to buffer the request body: length limit exceeded"));
          }
        });
    return read.future().onComplete(_ -> context.vertx().cancelTimer(timer));
  }

  /** The rest of the body, which may never end, is waited for a moment: so the caller gets to see the answer. */
  private static void giveUp(RoutingContext context, Promise<Buffer> read, HttpError reason) {
    if (read.tryFail(reason)) {
      context.vertx().setTimer(LINGER_MILLIS, _ -> hangUp(context.request()));
    }
  }

  private static void hangUp(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset();
    } else {
      request.connection().close();
    }
  }
}
