package dev.restatevertx.invoker;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.journal.Effect;
import io.vertx.core.Future;
import java.util.List;

/** What an invoker needs from the partition it works for. Called, and answering, on the partition's loop. */
public interface PartitionPort {
  /**
   * Reads an invocation and its journal as applied so far. Fails with {@link NotInvokedException} when it is not in
   * status Invoked any more.
   */
  Future<InvocationSnapshot> load(InvocationId id);

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
