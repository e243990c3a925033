package dev.restatevertx.invoker;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.JournalEntry;
import io.vertx.core.Future;
import java.util.List;

/** What an invoker needs from the partition it works for. Called, and answering, on the partition's loop. */
public interface PartitionPort {
  /**
   * Reads an invocation and its journal as applied so far. Fails with {@link NotInvokedException} when it is not in
   * status Invoked any more. Of a large journal only the beginning is read (some 32 KiB of payload), see
   * {@link InvocationSnapshot#entries()}.
   */
  Future<InvocationSnapshot> load(InvocationId id);

  /**
   * Reads on in the journal of an invocation that runs here, so that a slow endpoint does not make us hold all of it.
   * Fails with {@link NotInvokedException} as {@link #load} does.
   *
   * @param from index of the first entry
   * @param to index after the last entry
   * @param maxBytes of payloads; the first entry is read when it alone is larger only if {@code maxBytes} is at least
   *     its size, which {@link JournalChunk#nextBytes()} tells
   */
  Future<JournalChunk> loadEntries(InvocationId id, int from, int to, long maxBytes);

  /**
   * Reads the state of a keyed target, up to a limit.
   *
   * @param sizeLimit bytes of keys and values; the first entry above it ends the read and makes the state partial
   */
  Future<EagerState> loadState(InvocationTarget target, long sizeLimit);

  /**
   * Proposes effects of a running attempt, in order. Effects proposed in one turn of the loop become one append.
   *
   * @return whether more is welcome; false asks the caller to stop reading until
   *     {@link Invoker#proposalsWelcome()}. The effects are accepted in either case.
   */
  boolean propose(InvocationId id, List<Effect> effects);

  /**
   * A part of a journal.
   *
   * @param nextBytes payload size of the entry after these, 0 when there is none below {@code to}
   */
  record JournalChunk(List<JournalEntry> entries, long nextBytes) {
    public JournalChunk {
      entries = List.copyOf(entries);
    }
  }

  /**
   * State of a key.
   *
   * @param partial more keys exist than were read
   */
  record EagerState(List<StateEntry> entries, boolean partial) {
    public EagerState {
      entries = List.copyOf(entries);
    }
  }

  record StateEntry(Bytes key, Bytes value) {}
}
