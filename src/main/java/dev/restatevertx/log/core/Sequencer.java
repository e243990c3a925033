package dev.restatevertx.log.core;

import dev.restatevertx.cluster.Loglet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Orders the appends of one open loglet and commits them. There is one per loglet, in the process that the chain names.
 *
 * <pre>
 *   append --> pending --(permits, offsets)--> in flight --(write quorum, in order)--> committed
 *                 |                               |
 *                 +---------- failed <------------+   sealed, store unavailable, closed: for good
 *
 *   each member:  SENDING --(overloaded, unreachable, out of bounds)--> WAITING --(retry)--> SENDING
 *                    |      from the first uncommitted wave again
 *                    +----(store unavailable)--> REFUSING --(retry)--> SENDING
 * </pre>
 *
 * Every wave goes to all members; a member that fell behind goes on from the first wave that is not committed: what it
 * missed is held by a write quorum of others. The sequencer fails when the members that refuse leave no write quorum;
 * it cannot go on then, since nobody knows which offsets are taken. The next segment's sequencer finds out.
 */
public final class Sequencer {
  static final long RETRY_DELAY_MIN_MILLIS = 2;
  static final long RETRY_DELAY_MAX_MILLIS = 250;

  private final long logletId;
  private final Nodeset nodeset;
  private final int recordPermits;
  private final long bytePermits;
  private final Member[] members;
  private final ArrayDeque<Wave> pending = new ArrayDeque<>();
  private final ArrayDeque<Wave> inFlight = new ArrayDeque<>();
  private Optional<End> end = Optional.empty();
  private long recordsInFlight;
  private long bytesInFlight;
  private long nextOffset = 1;
  private long knownGlobalTail = 1;

  private enum Sending {
    SENDING,
    WAITING,
    REFUSING
  }

  private static final class Member {
    Sending state = Sending.SENDING;
    long toldGlobalTail = 1;
    long retryDelayMillis = RETRY_DELAY_MIN_MILLIS;
  }

  private record End(StoreStatus reason, String detail) {}

  /**
   * @param recordPermits how many records may be in flight
   * @param bytePermits how many bytes of bodies may be in flight; a single larger append goes alone
   */
  public Sequencer(long logletId, Nodeset nodeset, int recordPermits, long bytePermits) {
    this.logletId = logletId;
    this.nodeset = nodeset;
    this.recordPermits = recordPermits;
    this.bytePermits = bytePermits;
    this.members = new Member[nodeset.size()];
    Arrays.setAll(members, _ -> new Member());
  }

  /** Every offset below is committed. */
  public long knownGlobalTail() {
    return knownGlobalTail;
  }

  /** Whether appends are still taken. */
  public boolean isOpen() {
    return end.isEmpty();
  }

  /** Handles one event; what is to be done goes to {@code effects}, in this order. */
  public void on(SequencerEvent event, Consumer<SequencerEffect> effects) {
    switch (event) {
      case SequencerEvent.Append append -> append(append, effects);
      case SequencerEvent.Stored stored -> stored(stored, effects);
      case SequencerEvent.Retry(int member) -> retry(member, effects);
      case SequencerEvent.Idle() -> idle(effects);
      case SequencerEvent.Seal() ->
          finish(StoreStatus.SEALED, "loglet " + Loglet.text(logletId) + " is being sealed", effects);
      case SequencerEvent.Close() -> finish(StoreStatus.CLOSED, "the node is stopping", effects);
    }
  }

  private void append(SequencerEvent.Append append, Consumer<SequencerEffect> effects) {
    Wave wave = new Wave(append.records(), append.bytes(), append.token());
    if (end.isPresent()) {
      effects.accept(new SequencerEffect.Failed(wave, end.get().reason, end.get().detail));
      return;
    }
    pending.add(wave);
    admit(effects);
  }

  /** Moves waves from pending to in flight as far as permits go. */
  private void admit(Consumer<SequencerEffect> effects) {
    for (Wave wave = pending.peek(); wave != null && fits(wave); wave = pending.peek()) {
      pending.remove();
      wave.sequence(nextOffset);
      nextOffset = wave.endOffset();
      recordsInFlight += wave.records().size();
      bytesInFlight += wave.bytes();
      inFlight.add(wave);
      for (int i = 0; i < members.length; i++) {
        if (members[i].state == Sending.SENDING) {
          send(i, wave, effects);
        }
      }
    }
  }

  private boolean fits(Wave wave) {
    return inFlight.isEmpty()
        || (recordsInFlight + wave.records().size() <= recordPermits && bytesInFlight + wave.bytes() <= bytePermits);
  }

  private void send(int position, Wave wave, Consumer<SequencerEffect> effects) {
    members[position].toldGlobalTail = knownGlobalTail;
    effects.accept(new SequencerEffect.Store(position, wave, knownGlobalTail));
  }

  private void stored(SequencerEvent.Stored stored, Consumer<SequencerEffect> effects) {
    if (end.isPresent()) {
      return;
    }
    Member member = members[stored.member()];
    switch (stored.status()) {
      case OK -> {
        member.retryDelayMillis = RETRY_DELAY_MIN_MILLIS;
        stored.wave().addHolder(stored.member());
        commit(effects);
        admit(effects);
      }
      case SEALED, SEQUENCER_MISMATCH ->
          finish(
              StoreStatus.SEALED,
              "loglet " + Loglet.text(logletId) + " was sealed, or has another sequencer, at node "
                  + nodeset.node(stored.member()),
              effects);
      case OUT_OF_BOUNDS, OVERLOADED, UNREACHABLE -> {
        if (member.state == Sending.SENDING) {
          retryLater(stored.member(), Sending.WAITING, effects);
        }
      }
      case UNAVAILABLE, CORRUPT, CLOSED -> refused(stored, effects);
    }
  }

  private void commit(Consumer<SequencerEffect> effects) {
    for (Wave wave = inFlight.peek();
        wave != null && nodeset.isWriteQuorum(wave.holders());
        wave = inFlight.peek()) {
      inFlight.remove();
      knownGlobalTail = wave.endOffset();
      recordsInFlight -= wave.records().size();
      bytesInFlight -= wave.bytes();
      effects.accept(new SequencerEffect.Committed(wave));
    }
  }

  private void refused(SequencerEvent.Stored stored, Consumer<SequencerEffect> effects) {
    if (members[stored.member()].state == Sending.REFUSING) {
      return;
    }
    if (members[stored.member()].state == Sending.SENDING) {
      retryLater(stored.member(), Sending.REFUSING, effects);
    } else {
      members[stored.member()].state = Sending.REFUSING;
    }
    long refusing = 0;
    for (int i = 0; i < members.length; i++) {
      refusing |= members[i].state == Sending.REFUSING ? Nodeset.bit(i) : 0;
    }
    if (!nodeset.isWritableWithout(refusing)) {
      boolean closed = stored.status() == StoreStatus.CLOSED;
      finish(closed ? StoreStatus.CLOSED : StoreStatus.UNAVAILABLE, stored.detail(), effects);
    }
  }

  private void retryLater(int position, Sending state, Consumer<SequencerEffect> effects) {
    Member member = members[position];
    member.state = state;
    effects.accept(new SequencerEffect.RetryLater(position, member.retryDelayMillis));
    member.retryDelayMillis = Math.min(member.retryDelayMillis * 2, RETRY_DELAY_MAX_MILLIS);
  }

  private void retry(int position, Consumer<SequencerEffect> effects) {
    if (end.isPresent() || members[position].state == Sending.SENDING) {
      return;
    }
    members[position].state = Sending.SENDING;
    for (Wave wave : inFlight) {
      if ((wave.holders() & Nodeset.bit(position)) == 0) {
        send(position, wave, effects);
      }
    }
  }

  private void idle(Consumer<SequencerEffect> effects) {
    if (end.isPresent() || !inFlight.isEmpty()) {
      return;
    }
    for (int i = 0; i < members.length; i++) {
      if (members[i].state == Sending.SENDING && members[i].toldGlobalTail < knownGlobalTail) {
        members[i].toldGlobalTail = knownGlobalTail;
        effects.accept(new SequencerEffect.Release(i, knownGlobalTail));
      }
    }
  }

  private void finish(StoreStatus reason, String detail, Consumer<SequencerEffect> effects) {
    if (end.isPresent()) {
      return;
    }
    end = Optional.of(new End(reason, detail));
    for (Wave wave = inFlight.poll(); wave != null; wave = inFlight.poll()) {
      effects.accept(new SequencerEffect.Failed(wave, reason, detail));
    }
    for (Wave wave = pending.poll(); wave != null; wave = pending.poll()) {
      effects.accept(new SequencerEffect.Failed(wave, reason, detail));
    }
  }
}
