package dev.restatevertx.log.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The sequencer over one and over three log servers. */
class SequencerTest {
  private static final LogRecord RECORD = new LogRecord(1, Bytes.utf8("0123456789"), Optional.empty());

  private final List<SequencerEffect> effects = new ArrayList<>();
  private Sequencer sequencer = sequencer(1, 1);

  private static Sequencer sequencer(int nodes, int copies) {
    TreeSet<Integer> ids = new TreeSet<>();
    for (int id = 1; id <= nodes; id++) {
      ids.add(id);
    }
    return new Sequencer(1, new Nodeset(ids, copies), 10, 1_000);
  }

  private List<SequencerEffect> on(SequencerEvent event) {
    effects.clear();
    sequencer.on(event, effects::add);
    return List.copyOf(effects);
  }

  private List<SequencerEffect> append(int records, String token) {
    return on(new SequencerEvent.Append(Collections.nCopies(records, RECORD), records * 10L, token));
  }

  private List<SequencerEffect> stored(int member, Wave wave, StoreStatus status) {
    return on(new SequencerEvent.Stored(member, wave, status, "said so"));
  }

  private static List<Wave> sent(List<SequencerEffect> effects) {
    List<Wave> waves = new ArrayList<>();
    for (SequencerEffect effect : effects) {
      if (effect instanceof SequencerEffect.Store store) {
        waves.add(store.wave());
      }
    }
    return waves;
  }

  private static List<Object> committed(List<SequencerEffect> effects) {
    List<Object> tokens = new ArrayList<>();
    for (SequencerEffect effect : effects) {
      if (effect instanceof SequencerEffect.Committed(Wave wave)) {
        tokens.add(wave.token());
      }
    }
    return tokens;
  }

  private static List<String> failed(List<SequencerEffect> effects) {
    List<String> texts = new ArrayList<>();
    for (SequencerEffect effect : effects) {
      if (effect instanceof SequencerEffect.Failed(Wave wave, StoreStatus reason, String _)) {
        texts.add(wave.token() + " " + reason);
      }
    }
    return texts;
  }

  @Test
  void offsetsAreContiguousAndCommitsInOrder() {
    Wave a = sent(append(2, "a")).getFirst();
    Wave b = sent(append(3, "b")).getFirst();
    assertEquals(1, a.firstOffset());
    assertEquals(3, b.firstOffset());
    assertEquals(6, b.endOffset());
    assertEquals(List.of(), committed(stored(0, b, StoreStatus.OK)));
    assertEquals(1, sequencer.knownGlobalTail());
    assertEquals(List.of("a", "b"), committed(stored(0, a, StoreStatus.OK)));
    assertEquals(6, sequencer.knownGlobalTail());
  }

  @Test
  void theKnownGlobalTailRidesOnTheNextWave() {
    Wave a = sent(append(2, "a")).getFirst();
    stored(0, a, StoreStatus.OK);
    assertEquals(3, ((SequencerEffect.Store) append(1, "b").getFirst()).knownGlobalTail());
  }

  @Test
  void whatHasNoPermitWaits() {
    Wave a = sent(append(8, "a")).getFirst();
    assertEquals(List.of(), sent(append(3, "b")));
    assertEquals(List.of(), sent(append(1, "c")), "nothing overtakes");
    List<Wave> next = sent(stored(0, a, StoreStatus.OK));
    assertEquals(List.of("b", "c"), next.stream().map(Wave::token).toList());
    assertEquals(9, next.getFirst().firstOffset());
  }

  @Test
  void anAppendAboveThePermitsGoesAlone() {
    Wave large = sent(append(50, "large")).getFirst();
    assertEquals(List.of(), sent(append(1, "next")));
    assertEquals(1, sent(stored(0, large, StoreStatus.OK)).size());
  }

  @Test
  void aWriteQuorumCommits() {
    sequencer = sequencer(3, 2);
    List<Wave> sent = sent(append(1, "a"));
    assertEquals(3, sent.size());
    assertEquals(List.of(), committed(stored(0, sent.getFirst(), StoreStatus.OK)));
    assertEquals(List.of(), committed(stored(0, sent.getFirst(), StoreStatus.OK)), "the same member again");
    assertEquals(List.of("a"), committed(stored(2, sent.getFirst(), StoreStatus.OK)));
    assertEquals(List.of(), committed(stored(1, sent.getFirst(), StoreStatus.OK)));
  }

  @Test
  void anOverloadedMemberGetsEverythingAgainInOrder() {
    Wave a = sent(append(1, "a")).getFirst();
    Wave b = sent(append(1, "b")).getFirst();
    assertEquals(
        List.of(new SequencerEffect.RetryLater(0, Sequencer.RETRY_DELAY_MIN_MILLIS)),
        stored(0, a, StoreStatus.OVERLOADED));
    assertEquals(List.of(), stored(0, b, StoreStatus.OUT_OF_BOUNDS), "one retry for all");
    assertEquals(List.of(), sent(append(1, "c")), "later ones wait for it");
    assertEquals(
        List.of("a", "b", "c"), sent(on(new SequencerEvent.Retry(0))).stream().map(Wave::token).toList());
    assertEquals(
        List.of(new SequencerEffect.RetryLater(0, 2 * Sequencer.RETRY_DELAY_MIN_MILLIS)),
        stored(0, a, StoreStatus.OVERLOADED));
  }

  @Test
  void aMemberThatWasAwayGoesOnAtTheFirstUncommittedWave() {
    sequencer = sequencer(3, 2);
    Wave a = sent(append(1, "a")).getFirst();
    stored(2, a, StoreStatus.UNREACHABLE);
    stored(0, a, StoreStatus.OK);
    stored(1, a, StoreStatus.OK);
    Wave b = sent(append(1, "b")).getFirst();
    List<SequencerEffect> retried = on(new SequencerEvent.Retry(2));
    assertEquals(List.of(b), sent(retried));
    assertEquals(2, ((SequencerEffect.Store) retried.getFirst()).knownGlobalTail());
  }

  @Test
  void aSealFailsEverythingForGood() {
    Wave a = sent(append(8, "a")).getFirst();
    append(8, "b");
    assertEquals(List.of("a SEALED", "b SEALED"), failed(stored(0, a, StoreStatus.SEALED)));
    assertFalse(sequencer.isOpen());
    assertEquals(List.of("c SEALED"), failed(append(1, "c")));
    assertEquals(List.of(), stored(0, a, StoreStatus.OK), "late answers change nothing");
  }

  @Test
  void refusingStoresFailItOnceNoQuorumIsLeft() {
    sequencer = sequencer(3, 2);
    Wave a = sent(append(1, "a")).getFirst();
    assertEquals(List.of(), failed(stored(0, a, StoreStatus.UNAVAILABLE)));
    assertTrue(sequencer.isOpen());
    assertEquals(List.of("a UNAVAILABLE"), failed(stored(1, a, StoreStatus.UNAVAILABLE)));
    assertEquals(List.of("b UNAVAILABLE"), failed(append(1, "b")));
  }

  @Test
  void aStoppingServerClosesIt() {
    Wave a = sent(append(1, "a")).getFirst();
    assertEquals(List.of("a CLOSED"), failed(stored(0, a, StoreStatus.CLOSED)));
  }

  @Test
  void idleTellsMembersWhatIsCommittedOnce() {
    sequencer = sequencer(2, 1);
    Wave a = sent(append(2, "a")).getFirst();
    assertEquals(List.of(), on(new SequencerEvent.Idle()), "something is under way");
    stored(0, a, StoreStatus.OK);
    assertEquals(
        List.of(new SequencerEffect.Release(0, 3), new SequencerEffect.Release(1, 3)),
        on(new SequencerEvent.Idle()));
    assertEquals(List.of(), on(new SequencerEvent.Idle()));
  }
}
