package dev.restatevertx.endpoint;

import dev.restatevertx.base.Bytes;

/** What happens on a stream. After {@link #ended} or {@link #failed} nothing more comes. */
public interface EndpointHandler {
  /** The stream is open, or has room again. */
  void writable(EndpointStream stream);

  /** The response began. */
  void head(EndpointHead head);

  /** A piece of the response; the bytes are given away. */
  void data(Bytes chunk);

  /** The response ended properly. */
  void ended();

  /** The connection could not be made, broke, or the endpoint reset the stream. */
  void failed(EndpointException cause);
}
