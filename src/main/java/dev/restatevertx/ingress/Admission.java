package dev.restatevertx.ingress;

import java.util.concurrent.atomic.AtomicLong;

/** The two limits of the door, shared by its event loops: requests in progress, and the bytes of their bodies. */
final class Admission {
  private final long requestsMax;
  private final long bodyBytesMax;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong bodyBytes = new AtomicLong();

  Admission(long requestsMax, long bodyBytesMax) {
    this.requestsMax = requestsMax;
    this.bodyBytesMax = bodyBytesMax;
  }

  /** Takes one place among the requests; false if there is none. */
  boolean enter() {
    return take(requests, 1, requestsMax);
  }

  void leave() {
    requests.addAndGet(-1);
  }

  /** Takes room for bytes of a body; false if there is not enough. */
  boolean reserve(long bytes) {
    return take(bodyBytes, bytes, bodyBytesMax);
  }

  void release(long bytes) {
    bodyBytes.addAndGet(-bytes);
  }

  /** Requests in progress. */
  long requests() {
    return requests.get();
  }

  /** Bytes of the bodies of requests in progress. */
  long bodyBytes() {
    return bodyBytes.get();
  }

  private static boolean take(AtomicLong used, long amount, long max) {
    if (used.addAndGet(amount) <= max) {
      return true;
    }
    used.addAndGet(-amount);
    return false;
  }
}
