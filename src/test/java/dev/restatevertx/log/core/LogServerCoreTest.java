package dev.restatevertx.log.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.cluster.GenerationalNodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a log server takes and refuses. */
class LogServerCoreTest {
  private static final LogRecord RECORD = new LogRecord(1, Bytes.utf8("x"), Optional.empty());
  private static final GenerationalNodeId SEQUENCER = new GenerationalNodeId(1, 1);

  private final List<String> changes = new ArrayList<>();
  private final LogletMutations out =
      new LogletMutations() {
        @Override
        public void putRecord(long logletId, long offset, LogRecord record) {
          changes.add("record " + offset);
        }

        @Override
        public void putMeta(long logletId, LogletMeta meta) {
          changes.add("meta sealed=" + meta.sealed() + " trim=" + meta.trimPoint());
        }

        @Override
        public void removeRecords(long logletId, long from, long to) {
          changes.add("remove " + from + ".." + to);
        }
      };
  private final LogServerCore core = new LogServerCore();

  private LogServerReply store(long firstOffset, int count, long knownGlobalTail) {
    return store(SEQUENCER, firstOffset, count, knownGlobalTail);
  }

  private LogServerReply store(GenerationalNodeId sequencer, long firstOffset, int count, long knownGlobalTail) {
    changes.clear();
    return core.handle(
        new LogServerRequest.Store(
            1, sequencer, firstOffset, Collections.nCopies(count, RECORD), count, knownGlobalTail),
        out);
  }

  private LogServerReply handle(LogServerRequest request) {
    changes.clear();
    return core.handle(request, out);
  }

  @Test
  void recordsFollowEachOther() {
    assertEquals(3, store(1, 2, 1).localTail());
    assertEquals(List.of("meta sealed=false trim=0", "record 1", "record 2"), changes);
    assertEquals(4, store(3, 1, 3).localTail());
    assertEquals(List.of("record 3"), changes);
  }

  @Test
  void aRepeatedAppendWritesOnlyWhatIsNew() {
    store(1, 2, 1);
    LogServerReply again = store(1, 2, 1);
    assertEquals(StoreStatus.OK, again.status());
    assertEquals(List.of(), changes);
    assertEquals(4, store(2, 2, 1).localTail());
    assertEquals(List.of("record 3"), changes);
  }

  @Test
  void aHoleIsTakenOnlyBelowWhatIsCommitted() {
    store(1, 2, 1);
    assertEquals(StoreStatus.OUT_OF_BOUNDS, store(5, 1, 4).status());
    assertEquals(List.of(), changes);
    assertEquals(StoreStatus.OK, store(5, 1, 5).status());
    assertEquals(6, handle(new LogServerRequest.Describe(1)).localTail());
  }

  @Test
  void anotherSequencerIsRefused() {
    store(1, 1, 1);
    assertEquals(StoreStatus.SEQUENCER_MISMATCH, store(new GenerationalNodeId(1, 2), 2, 1, 2).status());
    assertEquals(List.of(), changes);
  }

  @Test
  void aSealedLogletTakesNothing() {
    store(1, 2, 1);
    LogServerReply sealed = handle(new LogServerRequest.Seal(1));
    assertTrue(sealed.sealed());
    assertEquals(3, sealed.localTail());
    assertEquals(List.of("meta sealed=true trim=0"), changes);
    assertEquals(StoreStatus.SEALED, store(3, 1, 3).status());
    assertEquals(StoreStatus.OK, handle(new LogServerRequest.Seal(1)).status());
    assertEquals(List.of(), changes, "it is sealed once");
  }

  @Test
  void aLogletCanBeSealedBeforeAnythingWasAppended() {
    assertEquals(1, handle(new LogServerRequest.Seal(1)).localTail());
    assertEquals(StoreStatus.SEALED, store(1, 1, 1).status());
    assertFalse(handle(new LogServerRequest.Describe(2)).sealed());
    assertEquals(List.of(), changes);
  }

  @Test
  void trimStopsAtWhatIsCommittedAndNeverGoesBack() {
    store(1, 5, 1);
    assertEquals(3, handle(new LogServerRequest.Trim(1, 9, 4)).trimPoint());
    assertEquals(List.of("remove 1..3", "meta sealed=false trim=3"), changes);
    assertEquals(3, handle(new LogServerRequest.Trim(1, 2, 4)).trimPoint());
    assertEquals(List.of(), changes);
    handle(new LogServerRequest.Release(1, 6));
    assertEquals(5, handle(new LogServerRequest.Trim(1, 9, 1)).trimPoint());
    assertEquals(List.of("remove 4..5", "meta sealed=false trim=5"), changes);
  }

  @Test
  void whatIsOnDiskIsTakenOver() {
    core.restore(1, new LogletMeta(false, 3, 1, Optional.of(SEQUENCER)), 5);
    LogServerReply info = handle(new LogServerRequest.Describe(1));
    assertEquals(6, info.localTail());
    assertEquals(4, info.knownGlobalTail());
    core.restore(2, new LogletMeta(true, 8, 9, Optional.of(SEQUENCER)), 0);
    LogServerReply trimmed = handle(new LogServerRequest.Describe(2));
    assertEquals(9, trimmed.localTail(), "everything is trimmed");
    assertTrue(trimmed.sealed());
  }
}
