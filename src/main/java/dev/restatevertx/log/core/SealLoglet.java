package dev.restatevertx.log.core;

import dev.restatevertx.cluster.Loglet;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Seals a loglet on its nodeset and finds its tail.
 *
 * <pre>
 *   start --> sealing --(f-majority sealed)--+--> sealed at the highest local tail, if a write quorum has all of it
 *               |  ^                         +--> needs repair of [known global tail, highest local tail)
 *               +--+ overloaded, unreachable: again later
 *               +--(so many refuse that no f-majority is left)--> failed
 * </pre>
 *
 * A record that was acknowledged is held by a write quorum, which an f-majority always meets: the tail lies above it.
 */
public final class SealLoglet {
  private final long logletId;
  private final Nodeset nodeset;
  private final LogServerReply[] replies;
  private final long[] retryDelayMillis;
  private long sealed;
  private long refusing;
  private boolean done;

  public SealLoglet(long logletId, Nodeset nodeset) {
    this.logletId = logletId;
    this.nodeset = nodeset;
    this.replies = new LogServerReply[nodeset.size()];
    this.retryDelayMillis = new long[nodeset.size()];
    Arrays.fill(retryDelayMillis, Sequencer.RETRY_DELAY_MIN_MILLIS);
  }

  /** Handles one event; what is to be done goes to {@code effects}, in this order. */
  public void on(SealEvent event, Consumer<SealEffect> effects) {
    if (done) {
      return;
    }
    switch (event) {
      case SealEvent.Start() -> {
        for (int i = 0; i < nodeset.size(); i++) {
          effects.accept(new SealEffect.Send(i));
        }
      }
      case SealEvent.Retry(int member) -> effects.accept(new SealEffect.Send(member));
      case SealEvent.Answered(int member, LogServerReply reply) -> answered(member, reply, effects);
    }
  }

  private void answered(int member, LogServerReply reply, Consumer<SealEffect> effects) {
    switch (reply.status()) {
      case OK, SEALED -> {
        replies[member] = reply;
        sealed |= Nodeset.bit(member);
        if (nodeset.isFMajority(sealed)) {
          done = true;
          effects.accept(outcome());
        }
      }
      case OVERLOADED, UNREACHABLE, OUT_OF_BOUNDS, SEQUENCER_MISMATCH -> {
        effects.accept(new SealEffect.RetryLater(member, retryDelayMillis[member]));
        retryDelayMillis[member] = Math.min(retryDelayMillis[member] * 2, Sequencer.RETRY_DELAY_MAX_MILLIS);
      }
      case UNAVAILABLE, CORRUPT, CLOSED -> {
        refusing |= Nodeset.bit(member);
        long left = nodeset.all() & ~refusing;
        if (!nodeset.isFMajority(left)) {
          done = true;
          effects.accept(new SealEffect.Failed(reply.status(), detail(reply)));
        }
      }
    }
  }

  private SealEffect outcome() {
    long tail = 1;
    long committed = 1;
    for (int i = 0; i < nodeset.size(); i++) {
      if ((sealed & Nodeset.bit(i)) != 0) {
        tail = Math.max(tail, replies[i].localTail());
        committed = Math.max(committed, replies[i].knownGlobalTail());
      }
    }
    long holders = 0;
    for (int i = 0; i < nodeset.size(); i++) {
      holders |= (sealed & Nodeset.bit(i)) != 0 && replies[i].localTail() >= tail ? Nodeset.bit(i) : 0;
    }
    // A member's records are without gaps above what it knows to be committed: its tail says what it holds.
    return committed >= tail || nodeset.isWriteQuorum(holders)
        ? new SealEffect.Sealed(tail)
        : new SealEffect.NeedsRepair(committed, tail);
  }

  private String detail(LogServerReply reply) {
    return "loglet " + Loglet.text(logletId) + " cannot be sealed: "
        + Optional.of(reply.detail()).filter(d -> !d.isEmpty()).orElse(reply.status().toString());
  }
}
