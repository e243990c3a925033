package dev.restatevertx.endpoint;

import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.http.StreamResetException;

/** Names what went wrong in an exchange. */
final class Failures {
  private static final String HTTP_IN_HEX = "485454502f";

  private Failures() {}

  static EndpointException connect(String name, Throwable cause) {
    if (cause instanceof EndpointException already) {
      return already;
    }
    if (looksLikeHttp1(cause)) {
      return new EndpointException(
          EndpointException.Kind.NOT_HTTP2,
          "Expected " + name + " to speak HTTP/2, but it does not: register it with use_http_11");
    }
    return new EndpointException(
        EndpointException.Kind.CONNECT, "Cannot connect to " + name + ": " + text(cause));
  }

  static EndpointException broken(String name, Throwable cause) {
    if (cause instanceof EndpointException already) {
      return already;
    }
    if (looksLikeHttp1(cause)) {
      return connect(name, cause);
    }
    if (cause instanceof StreamResetException reset) {
      return new EndpointException(
          EndpointException.Kind.BROKEN, name + " reset the stream with code " + reset.getCode());
    }
    return new EndpointException(
        EndpointException.Kind.BROKEN, "The exchange with " + name + " broke off: " + text(cause));
  }

  private static boolean looksLikeHttp1(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      String message = at.getMessage();
      // Netty shows either the line or its first bytes.
      if (at instanceof Http2Exception
          && message != null
          && (message.contains("HTTP/1.") || message.contains(HTTP_IN_HEX))) {
        return true;
      }
    }
    return false;
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isEmpty() ? cause.getClass().getSimpleName() : message;
  }
}
