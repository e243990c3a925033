package dev.restatevertx.endpoint;

import dev.restatevertx.base.Bytes;
import io.vertx.core.Future;

/** One request and its response, both of which may go on at the same time. */
public interface EndpointStream {
  /** Whether more may be written: open, and its queue is not full. */
  boolean writable();

  /**
   * Writes to the request; the head goes with the first write. To be called only once the stream is open.
   *
   * @param end whether the request ends after these bytes
   * @return completes when the bytes have left this process
   */
  Future<Void> write(Bytes bytes, boolean end);

  /** Stops the response; the endpoint may go on until its flow-control window is full. */
  void pauseReading();

  void resumeReading();

  /** Breaks off both directions. The handler hears nothing any more. */
  void reset();
}
