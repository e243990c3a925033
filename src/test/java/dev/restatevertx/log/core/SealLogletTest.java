package dev.restatevertx.log.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sealing over one and over three log servers. */
class SealLogletTest {
  private final List<SealEffect> effects = new ArrayList<>();
  private SealLoglet seal = new SealLoglet(1, new Nodeset(new TreeSet<>(Set.of(1)), 1));

  private List<SealEffect> on(SealEvent event) {
    effects.clear();
    seal.on(event, effects::add);
    return List.copyOf(effects);
  }

  private List<SealEffect> sealed(int member, long localTail, long knownGlobalTail) {
    return on(
        new SealEvent.Answered(
            member, new LogServerReply(StoreStatus.OK, localTail, knownGlobalTail, true, 0, "")));
  }

  private List<SealEffect> said(int member, StoreStatus status) {
    return on(new SealEvent.Answered(member, LogServerReply.failure(status, "said so")));
  }

  private void threeNodesTwoCopies() {
    seal = new SealLoglet(1, new Nodeset(new TreeSet<>(Set.of(1, 2, 3)), 2));
  }

  @Test
  void oneServerKnowsTheTail() {
    assertEquals(List.of(new SealEffect.Send(0)), on(new SealEvent.Start()));
    assertEquals(List.of(new SealEffect.Sealed(6)), sealed(0, 6, 4));
  }

  @Test
  void anFMajorityMustBeSealed() {
    threeNodesTwoCopies();
    assertEquals(3, on(new SealEvent.Start()).size());
    assertEquals(List.of(), sealed(1, 6, 4));
    assertEquals(List.of(new SealEffect.Sealed(6)), sealed(2, 6, 4));
    assertEquals(List.of(), sealed(0, 9, 9), "too late to matter");
  }

  @Test
  void whatIsKnownToBeCommittedNeedsNoQuorumAmongTheAnswers() {
    threeNodesTwoCopies();
    sealed(0, 6, 6);
    assertEquals(List.of(new SealEffect.Sealed(6)), sealed(1, 3, 3));
  }

  @Test
  void aTailThatTooFewHoldNeedsRepair() {
    threeNodesTwoCopies();
    sealed(0, 6, 4);
    assertEquals(List.of(new SealEffect.NeedsRepair(4, 6)), sealed(1, 5, 3));
  }

  @Test
  void anOverloadedServerIsAskedAgain() {
    assertEquals(
        List.of(new SealEffect.RetryLater(0, Sequencer.RETRY_DELAY_MIN_MILLIS)), said(0, StoreStatus.OVERLOADED));
    assertEquals(List.of(new SealEffect.Send(0)), on(new SealEvent.Retry(0)));
  }

  @Test
  void refusingServersFailItOnceNoFMajorityIsLeft() {
    threeNodesTwoCopies();
    assertEquals(List.of(), said(0, StoreStatus.UNAVAILABLE));
    assertEquals(
        List.of(
            new SealEffect.Failed(
                StoreStatus.UNAVAILABLE, "loglet 0_1 cannot be sealed: said so")),
        said(1, StoreStatus.UNAVAILABLE));
  }
}
