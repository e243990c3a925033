package dev.restatevertx.metadata.core;

import static dev.restatevertx.metadata.core.RegisterCluster.asks;
import static dev.restatevertx.metadata.core.RegisterCluster.sentBy;
import static dev.restatevertx.metadata.core.RegisterCluster.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.metadata.core.RegisterCluster.Message;
import dev.restatevertx.metadata.core.RegisterCluster.TestNode;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The interleavings that a simpler wording of the protocol loses, one by one. */
class RegisterInterleavingsTest {
  private static final Condition ANY = new Condition.None();

  private final Random random = new Random(3);
  private RegisterCluster cluster = new RegisterCluster(3, 3, random::nextLong);
  private long lastTag;

  @AfterEach
  void theHistoryIsThatOfARegister() {
    assertEquals(Optional.empty(), cluster.history.violation());
  }

  private InProcessSequencer open(int node) {
    cluster.node(node).recover();
    cluster.runAll();
    return cluster.node(node).sequencer.orElseThrow();
  }

  private long put(int node, long version, Condition precondition) {
    return put(node, version, precondition, ++lastTag);
  }

  private long put(int node, long version, Condition precondition, long tag) {
    return cluster
        .operate(
            node,
            new History.Intent("k", true, precondition),
            (id, s) -> s.put(id, "k", version, Bytes.utf8("v" + version + "/" + tag), precondition, tag))
        .orElseThrow();
  }

  private long delete(int node) {
    long tag = ++lastTag;
    return cluster
        .operate(node, new History.Intent("k", true, ANY), (id, s) -> s.delete(id, "k", ANY, tag))
        .orElseThrow();
  }

  private long get(int node) {
    return cluster
        .operate(node, new History.Intent("k", false, ANY), (id, s) -> s.get(id, "k"))
        .orElseThrow();
  }

  private Optional<Entry> read(int node) {
    long id = get(node);
    cluster.runAll();
    return assertInstanceOf(OpResult.Read.class, cluster.history.result(id)).entry();
  }

  private long written(long id) {
    return assertInstanceOf(OpResult.Written.class, cluster.history.result(id)).entry().revision();
  }

  private static <T> Predicate<T> both(Predicate<T> a, Predicate<T> b) {
    return a.and(b);
  }

  @Test
  void aLatePersistOfAnOlderRevisionDoesNotUndoANewerOne() {
    open(1);
    long first = put(1, 1, ANY);
    List<Message> late = cluster.hold(both(asks(Request.Persist.class), to(2)));
    cluster.runAll();
    assertEquals(1, written(first));
    long second = put(1, 2, ANY);
    cluster.runAll();
    assertEquals(2, written(second));
    cluster.messages.addAll(late);
    cluster.runAll();
    // Only the two that may have been set back decide now.
    cluster.node(1).crash(0);
    open(2);
    assertEquals(2, read(2).orElseThrow().version());
  }

  @Test
  void aPutOfVersionOneAfterADeleteOutlivesRecovery() {
    open(1);
    put(1, 7, ANY);
    cluster.runAll();
    // One store misses the delete and what follows.
    delete(1);
    cluster.hold(both(asks(Request.Persist.class), to(3)));
    cluster.runAll();
    put(1, 1, new Condition.DoesNotExist());
    cluster.hold(both(asks(Request.Persist.class), to(3)));
    cluster.runAll();
    cluster.node(1).crash(0);
    open(3);
    assertEquals(1, read(3).orElseThrow().version());
    assertEquals(3, read(3).orElseThrow().revision());
  }

  @Test
  void anInstallOfAnOvertakenRecoveryChangesNothing() {
    open(1);
    put(1, 1, ANY);
    cluster.runAll();
    cluster.node(2).recover();
    cluster.run(m -> !asks(Request.Install.class).test(m));
    List<Message> overtaken = cluster.hold(asks(Request.Install.class));
    assertFalse(overtaken.isEmpty());
    open(3);
    put(3, 2, new Condition.MatchesVersion(1));
    cluster.runAll();
    cluster.messages.addAll(overtaken);
    cluster.runAll();
    assertTrue(cluster.node(2).sequencer.isEmpty());
    assertEquals(2, read(3).orElseThrow().version());
  }

  @Test
  void aNodeThatRestartsDuringItsOwnRecoveryTakesANewNumber() {
    open(1);
    put(1, 1, ANY);
    cluster.runAll();
    cluster.node(2).recover();
    cluster.run(m -> !asks(Request.Install.class).test(m));
    List<Message> old = cluster.hold(asks(Request.Install.class));
    cluster.node(2).crash(0);
    cluster.node(2).restart();
    InProcessSequencer second = open(2);
    put(2, 2, ANY);
    cluster.runAll();
    cluster.messages.addAll(old);
    cluster.runAll();
    assertEquals(Optional.empty(), second.ended());
    assertEquals(2, read(2).orElseThrow().version());
  }

  @Test
  void aPausedSequencerThatWakesAfterItsSuccessorAnswersNothingOld() {
    open(1);
    put(1, 1, ANY);
    cluster.runAll();
    Predicate<Message> paused = to(1).or(sentBy(1));
    cluster.node(2).recover();
    cluster.run(paused.negate());
    put(2, 2, ANY);
    cluster.run(paused.negate());
    cluster.hold(paused);
    long stale = get(1);
    long lost = put(1, 2, ANY);
    cluster.runAll();
    assertInstanceOf(OpResult.Unavailable.class, cluster.history.result(stale));
    assertInstanceOf(OpResult.Unknown.class, cluster.history.result(lost));
    assertEquals(2, read(2).orElseThrow().version());
  }

  @Test
  void aReadWaitsUntilWhatItTellsIsDurable() {
    open(1);
    long write = put(1, 1, ANY);
    long read = get(1);
    long refused = put(1, 2, new Condition.DoesNotExist());
    cluster.run(m -> !asks(Request.Persist.class).test(m));
    assertFalse(cluster.history.isDone(write));
    assertFalse(cluster.history.isDone(read));
    assertFalse(cluster.history.isDone(refused));
    cluster.runAll();
    assertEquals(1, written(write));
    assertInstanceOf(OpResult.Read.class, cluster.history.result(read));
    assertInstanceOf(OpResult.NotWritten.class, cluster.history.result(refused));
  }

  @Test
  void aWipedDiskDoesNotCountForABareMajority() {
    open(1);
    put(1, 1, ANY);
    cluster.hold(both(asks(Request.Persist.class), to(3)));
    cluster.runAll();
    TestNode second = cluster.node(2);
    second.crash(0);
    second.wipe(999);
    second.restart();
    cluster.node(1).crash(0);
    cluster.node(3).recover();
    cluster.runAll();
    // Of the two that have the value one is down and one is another store now: nothing may open without it.
    assertTrue(cluster.node(3).sequencer.isEmpty());
    cluster.node(1).restart();
    cluster.node(3).recoveries.forEach(Recovery::retry);
    cluster.node(3).step();
    cluster.runAll();
    assertEquals(1, read(3).orElseThrow().version());
  }

  @Test
  void aStoreThatWasAwayDoesNotBringADeletedValueBack() {
    open(1);
    put(1, 1, ANY);
    cluster.runAll();
    cluster.node(3).crash(0);
    delete(1);
    cluster.runAll();
    open(1);
    cluster.node(3).restart();
    cluster.node(2).crash(0);
    cluster.node(3).recover();
    cluster.runAll();
    if (cluster.node(3).sequencer.isEmpty()) {
      // Overtaken by what it slept through; the next attempt knows.
      open(3);
    }
    assertEquals(Optional.empty(), read(3));
  }

  @Test
  void aRetryWhoseFirstAttemptSucceededUnseenIsTheSameWrite() {
    open(1);
    long first = put(1, 1, new Condition.DoesNotExist(), 77);
    cluster.runAll();
    long again = put(1, 1, new Condition.DoesNotExist(), 77);
    cluster.runAll();
    assertEquals(written(first), written(again));
    // The history has this revision written once.
    cluster = new RegisterCluster(1, 1, random::nextLong);
  }

  @Test
  void ofTwoRecoveriesAtOnceAtMostOneOpensAndTheNextOneDoes() {
    cluster.node(1).recover();
    cluster.node(2).recover();
    cluster.runAll();
    long open =
        cluster.nodes.values().stream()
            .filter(n -> n.sequencer.isPresent() && n.sequencer.get().ended().isEmpty())
            .count();
    assertTrue(open <= 1, () -> open + " are open");
    open(3);
    put(3, 1, ANY);
    cluster.runAll();
    assertEquals(1, read(3).orElseThrow().version());
  }

  @Test
  void aRollingRestartOfAllKeepsEverything() {
    open(1);
    long version = 0;
    for (int round = 0; round < 3; round++) {
      for (int id = 1; id <= 3; id++) {
        int owner = id % 3 + 1;
        cluster.node(id).crash(0);
        while (cluster.node(owner).sequencer.isEmpty()) {
          cluster.node(owner).recover();
          cluster.runAll();
        }
        put(owner, ++version, ANY);
        cluster.runAll();
        cluster.node(id).restart();
      }
    }
    assertEquals(9, read(1).orElseThrow().version());
  }

  @Test
  void growthWithACrashBetweenTheTwoInstallsIsFinishedByAnother() {
    cluster = new RegisterCluster(3, 1, random::nextLong);
    open(1);
    put(1, 1, ANY);
    cluster.runAll();
    List<Member> three = cluster.nodes.values().stream().map(TestNode::member).toList();
    cluster.node(1).change(three);
    cluster.runAll();
    assertTrue(cluster.node(1).sequencer.orElseThrow().members().isChanging());
    cluster.node(1).finishChange();
    cluster.run(m -> !asks(Request.Install.class).test(m));
    cluster.hold(asks(Request.Install.class));
    cluster.node(1).crash(0);
    cluster.node(1).restart();
    // The pair is found as a pair and not rolled back.
    for (int i = 0; i < 3 && cluster.node(2).sequencer.isEmpty(); i++) {
      cluster.node(2).recover();
      cluster.runAll();
    }
    assertTrue(cluster.node(2).sequencer.orElseThrow().members().isChanging());
    cluster.node(2).finishChange();
    cluster.runAll();
    assertEquals(MemberList.of(three), cluster.node(2).sequencer.orElseThrow().members());
    assertEquals(1, read(2).orElseThrow().version());
    // From now on any two are enough, the first node is not needed.
    cluster.node(1).crash(0);
    put(2, 2, ANY);
    cluster.runAll();
    assertEquals(2, read(2).orElseThrow().version());
  }

  @Test
  void twoEntriesOfOneRevisionRaiseTheAlarm() {
    RegisterStore store = cluster.node(1).store;
    MemberList members = store.members().orElseThrow();
    Epoch epoch = store.installed();
    Entry one = new Entry("k", 1, 1, 1, Optional.of(Bytes.utf8("a")));
    Entry other = new Entry("k", 1, 1, 2, Optional.of(Bytes.utf8("b")));
    assertInstanceOf(Reply.Accepted.class, store.handle(new Request.Persist(members, epoch, one)).reply());
    assertInstanceOf(Reply.Accepted.class, store.handle(new Request.Persist(members, epoch, one)).reply());
    assertInstanceOf(Reply.Broken.class, store.handle(new Request.Persist(members, epoch, other)).reply());
  }

  @Test
  void aRepeatedPrepareIsRefused() {
    RegisterStore store = cluster.node(1).store;
    MemberList members = store.members().orElseThrow();
    Request prepare = new Request.Prepare(members, new Epoch(9, 9));
    assertInstanceOf(Reply.Prepared.class, store.handle(prepare).reply());
    assertInstanceOf(Reply.Refused.class, store.handle(prepare).reply());
  }
}
