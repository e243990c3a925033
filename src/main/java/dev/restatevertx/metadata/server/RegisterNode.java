package dev.restatevertx.metadata.server;

import dev.restatevertx.base.Check;
import dev.restatevertx.metadata.core.Call;
import dev.restatevertx.metadata.core.CallIds;
import dev.restatevertx.metadata.core.InProcessSequencer;
import dev.restatevertx.metadata.core.MemberList;
import dev.restatevertx.metadata.core.Recovery;
import dev.restatevertx.metadata.core.RegisterStore;
import dev.restatevertx.metadata.core.Reply;
import dev.restatevertx.metadata.core.SequencerName;
import dev.restatevertx.metadata.core.StoreImage;
import dev.restatevertx.metadata.core.StoreRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A register whose only member is this node's store: the automata of {@code metadata.core} with messages that travel
 * within one call. Used by one thread. All changes of one exchange are one write to the disk, hence one sync.
 */
final class RegisterNode {
  private final RegisterDisk disk;
  private final CallIds ids = new CallIds();
  private final RegisterStore store;
  private final StoreRows rows;
  private final InProcessSequencer sequencer;

  private record Answer(long call, Reply reply) {}

  private RegisterNode(RegisterDisk disk, StoreImage image, LongSupplier random) {
    this.disk = disk;
    this.store = new RegisterStore(image);
    this.rows = StoreRows.of(image);
    this.sequencer = new InProcessSequencer(ids, recover(image, random));
  }

  /** Reads the disk and opens the next epoch; empty if nothing was provisioned in it. */
  static Optional<RegisterNode> open(RegisterDisk disk, LongSupplier random) {
    Optional<StoreImage> image = StoreRows.read(disk.readAll());
    return image.map(i -> new RegisterNode(disk, i, random));
  }

  /** Makes the first store of a new cluster and opens it. */
  static RegisterNode create(RegisterDisk disk, StoreImage genesis, LongSupplier random) {
    disk.write(List.of(StoreRows.all(genesis)));
    return new RegisterNode(disk, genesis, random);
  }

  private Recovery.Opened recover(StoreImage image, LongSupplier random) {
    MemberList members =
        image.members().orElseThrow(() -> new IllegalStateException("Expected a metadata store that was let in"));
    Check.that(
        members.all().equals(Set.of(image.self())),
        "Expected %s to be the only member of the metadata store, but the members are %s: this version of the server "
            + "runs metadata on one node only",
        image.self(),
        members);
    Recovery recovery =
        Recovery.reopen(
            ids,
            random,
            new SequencerName.InProcess(image.self().nodeId()),
            members,
            image.installed(),
            image.promised().round());
    while (recovery.result() instanceof Recovery.Running) {
      for (Answer a : exchange(recovery.takeCalls())) {
        recovery.answered(a.call(), store.self(), a.reply());
      }
    }
    if (recovery.result() instanceof Recovery.Opened opened) {
      return opened;
    }
    throw new IllegalStateException("Expected to open the only metadata store, but got " + recovery.result());
  }

  InProcessSequencer sequencer() {
    return sequencer;
  }

  /** Brings everything that was asked of the sequencer to its end. */
  void run() {
    for (List<Call> calls = sequencer.takeCalls(); !calls.isEmpty(); calls = sequencer.takeCalls()) {
      for (Answer a : exchange(calls)) {
        sequencer.answered(a.call(), store.self(), a.reply());
      }
    }
  }

  /** The store's answers, after all it changed is durable. */
  private List<Answer> exchange(List<Call> calls) {
    List<Answer> answers = new ArrayList<>();
    List<StoreRows.Write> writes = new ArrayList<>();
    for (Call call : calls) {
      RegisterStore.Step step = store.handle(call.request());
      step.change().ifPresent(change -> writes.add(rows.of(change)));
      answers.add(new Answer(call.id(), step.reply()));
    }
    if (!writes.isEmpty()) {
      disk.write(writes);
    }
    return answers;
  }
}
