package dev.restatevertx.log;

import dev.restatevertx.cluster.Loglet;
import dev.restatevertx.log.core.LogServerRequest;
import dev.restatevertx.log.core.Nodeset;
import dev.restatevertx.log.core.SealEffect;
import dev.restatevertx.log.core.SealEvent;
import dev.restatevertx.log.core.SealLoglet;
import dev.restatevertx.log.core.StoreStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** Runs {@link SealLoglet} on a loop. */
final class SealDriver {
  private final LoopLogs logs;
  private final Loglet.Replicated loglet;
  private final Nodeset nodeset;
  private final SealLoglet automaton;
  private final Promise<Long> tail = Promise.promise();

  private SealDriver(LoopLogs logs, Loglet.Replicated loglet) {
    this.logs = logs;
    this.loglet = loglet;
    this.nodeset = new Nodeset(loglet.nodeset(), loglet.replication().copyCount());
    this.automaton = new SealLoglet(loglet.logletId(), nodeset);
  }

  /** Seals a loglet; answers one above its last offset. */
  static Future<Long> seal(LoopLogs logs, Loglet.Replicated loglet) {
    SealDriver driver = new SealDriver(logs, loglet);
    driver.on(new SealEvent.Start());
    return driver.tail.future();
  }

  private void on(SealEvent event) {
    automaton.on(event, this::act);
  }

  private void act(SealEffect effect) {
    switch (effect) {
      case SealEffect.Send(int member) ->
          logs.server(nodeset.node(member))
              .send(
                  new LogServerRequest.Seal(loglet.logletId()), reply -> on(new SealEvent.Answered(member, reply)));
      case SealEffect.RetryLater(int member, long delayMillis) -> {
        var _ = logs.loop().timers().after(Duration.ofMillis(delayMillis), () -> on(new SealEvent.Retry(member)));
      }
      case SealEffect.Sealed(long offset) -> tail.complete(offset);
      case SealEffect.Failed(StoreStatus reason, String detail) -> tail.fail(LogException.of(reason, detail));
      case SealEffect.NeedsRepair(long from, long to) ->
          tail.fail(
              new LogException(
                  LogException.Reason.STORE_UNAVAILABLE,
                  "Expected a write quorum of records " + from + " to " + (to - 1) + " of loglet "
                      + Loglet.text(loglet.logletId())
                      + ", but too few log servers have them; start the nodes of its nodeset " + loglet.nodeset()));
    }
  }
}
