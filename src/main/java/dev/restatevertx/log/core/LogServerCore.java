package dev.restatevertx.log.core;

import dev.restatevertx.cluster.GenerationalNodeId;
import dev.restatevertx.cluster.Loglet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rules by which a log server takes, seals and trims. It answers as if the changes it asks for were durable: the
 * answers must be held back until they are, and when writing fails this object has to be made anew from the disk.
 *
 * <pre>
 *             first append            seal
 *   unknown --------------> open ------------> sealed
 *      |                                          ^
 *      +----------------- seal -------------------+      trim: in each state, never above what is committed
 * </pre>
 */
public final class LogServerCore {
  private static final class State {
    boolean sealed;
    long localTail = 1;
    long knownGlobalTail = 1;
    long trimPoint;
    Optional<GenerationalNodeId> sequencer = Optional.empty();

    LogletMeta meta() {
      return new LogletMeta(sealed, trimPoint, knownGlobalTail, sequencer);
    }
  }

  private final Map<Long, State> loglets = new LinkedHashMap<>();

  /**
   * Takes over what is on disk.
   *
   * @param lastOffset of the records that are there, 0 if none
   */
  public void restore(long logletId, LogletMeta meta, long lastOffset) {
    State state = new State();
    state.sealed = meta.sealed();
    state.trimPoint = meta.trimPoint();
    state.sequencer = meta.sequencer();
    state.knownGlobalTail = Math.max(meta.knownGlobalTail(), meta.trimPoint() + 1);
    state.localTail = Math.max(lastOffset, meta.trimPoint()) + 1;
    loglets.put(logletId, state);
  }

  /** Handles one request; the reply counts once what went to {@code out} is durable. */
  public LogServerReply handle(LogServerRequest request, LogletMutations out) {
    return switch (request) {
      case LogServerRequest.Store store -> store(store, out);
      case LogServerRequest.Seal(long logletId) -> seal(logletId, out);
      case LogServerRequest.Describe(long logletId) -> reply(StoreStatus.OK, known(logletId), "");
      case LogServerRequest.Trim trim -> trim(trim, out);
      case LogServerRequest.Release(long logletId, long tail) -> release(logletId, tail);
    };
  }

  /** The state of a loglet, also of one that nothing was ever written of. */
  private State known(long logletId) {
    State state = loglets.get(logletId);
    return state == null ? new State() : state;
  }

  private State created(long logletId) {
    return loglets.computeIfAbsent(logletId, _ -> new State());
  }

  private static LogServerReply reply(StoreStatus status, State state, String detail) {
    return new LogServerReply(
        status, state.localTail, state.knownGlobalTail, state.sealed, state.trimPoint, detail);
  }

  private LogServerReply store(LogServerRequest.Store store, LogletMutations out) {
    State state = created(store.logletId());
    if (state.sealed) {
      return reply(StoreStatus.SEALED, state, "");
    }
    if (state.sequencer.isEmpty()) {
      state.sequencer = Optional.of(store.sequencer());
      out.putMeta(store.logletId(), state.meta());
    } else if (!state.sequencer.get().equals(store.sequencer())) {
      return reply(
          StoreStatus.SEQUENCER_MISMATCH,
          state,
          "Expected appends to " + Loglet.text(store.logletId()) + " from " + state.sequencer.get()
              + ", but got one from " + store.sequencer());
    }
    state.knownGlobalTail = Math.max(state.knownGlobalTail, store.knownGlobalTail());
    if (store.firstOffset() > Math.max(state.localTail, state.knownGlobalTail)) {
      return reply(StoreStatus.OUT_OF_BOUNDS, state, "");
    }
    for (int i = 0; i < store.records().size(); i++) {
      long offset = store.firstOffset() + i;
      if (offset >= state.localTail) {
        out.putRecord(store.logletId(), offset, store.records().get(i));
      }
    }
    state.localTail = Math.max(state.localTail, store.endOffset());
    return reply(StoreStatus.OK, state, "");
  }

  private LogServerReply seal(long logletId, LogletMutations out) {
    State state = created(logletId);
    if (!state.sealed) {
      state.sealed = true;
      out.putMeta(logletId, state.meta());
    }
    return reply(StoreStatus.OK, state, "");
  }

  private LogServerReply trim(LogServerRequest.Trim trim, LogletMutations out) {
    State state = created(trim.logletId());
    state.knownGlobalTail = Math.max(state.knownGlobalTail, trim.knownGlobalTail());
    long trimPoint = Math.min(trim.upTo(), state.knownGlobalTail - 1);
    if (trimPoint > state.trimPoint) {
      out.removeRecords(trim.logletId(), state.trimPoint + 1, trimPoint);
      state.trimPoint = trimPoint;
      state.localTail = Math.max(state.localTail, trimPoint + 1);
      out.putMeta(trim.logletId(), state.meta());
    }
    return reply(StoreStatus.OK, state, "");
  }

  private LogServerReply release(long logletId, long knownGlobalTail) {
    State state = created(logletId);
    state.knownGlobalTail = Math.max(state.knownGlobalTail, knownGlobalTail);
    return reply(StoreStatus.OK, state, "");
  }
}
