package dev.restatevertx.ingress;

import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.PartitionRequest;
import dev.restatevertx.routing.RoutingException;
import java.lang.System.Logger;
import java.util.function.Consumer;

/**
 * A request on its way to a partition, sent again while that is safe and the caller is still there. Leaders come and
 * go: callers wait for the next one instead of failing.
 */
final class PartitionCall {
  /** Which failures allow to send it again. */
  enum Repeat {
    /** All: it does no harm to arrive twice. */
    ALWAYS,
    /** Only those that tell that nothing was done. */
    IF_NEVER_ACCEPTED
  }

  static final String INVOKE_ADVICE =
      "If the request has an 'idempotency-key', it can be safely retried, otherwise submitting it again may result"
          + " in executing the invocation twice.";
  static final String READ_ADVICE = "You may safely retry the request.";
  static final String SIGNAL_ADVICE =
      "Submitting the request again may result in executing the operation twice.";

  private static final Logger LOG = System.getLogger("restate.ingress");
  private static final long DELAY_MIN_MILLIS = 50;
  private static final long DELAY_MAX_MILLIS = 1000;

  /** How often a partition may say that it has no room before the caller is told: about 1.5 seconds. */
  private static final int OVERLOADS_MAX = 5;

  private static final long NO_TIMER = -1;

  private final IngressServer server;
  private final PartitionRequest message;
  private final Repeat repeat;
  private final String advice;
  private final Consumer<PartitionReply> onReply;
  private final Consumer<Refusal> onRefusal;
  private long nextDelayMillis = DELAY_MIN_MILLIS;
  private int overloads;
  private long timer = NO_TIMER;
  private boolean settled;

  /** @param advice what the caller is told about sending the request again */
  PartitionCall(
      IngressServer server,
      PartitionRequest message,
      Repeat repeat,
      String advice,
      Consumer<PartitionReply> onReply,
      Consumer<Refusal> onRefusal) {
    this.server = server;
    this.message = message;
    this.repeat = repeat;
    this.advice = advice;
    this.onReply = onReply;
    this.onRefusal = onRefusal;
  }

  PartitionRequest message() {
    return message;
  }

  void send() {
    server
        .client()
        .send(message)
        .onComplete(
            reply -> {
              if (!settled) {
                onReply.accept(reply);
              }
            },
            failure -> {
              if (!settled) {
                failed(failure);
              }
            });
  }

  /** Nobody is interested any more. */
  void settle() {
    settled = true;
    if (timer != NO_TIMER) {
      server.vertx().cancelTimer(timer);
      timer = NO_TIMER;
    }
  }

  /** The caller left before the answer came. */
  void abandon() {
    settle();
    server.client().abandon(message);
  }

  private void failed(Throwable failure) {
    if (!(failure instanceof RoutingException routing)) {
      LOG.log(Logger.Level.ERROR, "A request to a partition failed unexpectedly", failure);
      onRefusal.accept(Refusal.internal());
      return;
    }
    switch (routing.reason()) {
      case NOT_LEADER -> retry(routing);
      case OVERLOADED -> {
        overloads++;
        if (overloads > OVERLOADS_MAX) {
          onRefusal.accept(Refusal.overloaded());
        } else {
          retry(routing);
        }
      }
      case LOST_LEADER -> {
        switch (repeat) {
          case ALWAYS -> retry(routing);
          case IF_NEVER_ACCEPTED -> unroutable(routing);
        }
      }
      case UNAVAILABLE -> unroutable(routing);
    }
  }

  private void retry(RoutingException reason) {
    if (server.draining()) {
      unroutable(reason);
      return;
    }
    timer =
        server
            .vertx()
            .setTimer(
                nextDelayMillis,
                _ -> {
                  timer = NO_TIMER;
                  send();
                });
    nextDelayMillis = Math.min(nextDelayMillis * 2, DELAY_MAX_MILLIS);
  }

  private void unroutable(RoutingException reason) {
    onRefusal.accept(Refusal.unroutable(String.valueOf(reason.getMessage()), advice));
  }
}
