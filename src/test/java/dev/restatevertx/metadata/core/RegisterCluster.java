package dev.restatevertx.metadata.core;

import dev.restatevertx.base.Bytes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Several nodes with a register store each, on disks that lose what was not synced, and messages that move only when
 * told to. Each node may recover, own a sequencer, crash, restart, or get an empty disk.
 */
final class RegisterCluster {
  final SortedMap<Integer, TestNode> nodes = new TreeMap<>();
  final List<Message> messages = new ArrayList<>();
  final History history = new History();
  final CallIds ids = new CallIds();
  private final LongSupplier random;
  private long now;
  private long lastOperation;

  /** Something on its way. */
  sealed interface Message {
    int from();

    int to();
  }

  record Ask(int from, int to, Call call) implements Message {}

  record Tell(int from, int to, long call, Member store, Reply reply) implements Message {}

  /** A step of a store that is not synced yet. */
  private record Unsynced(Optional<StoreRows.Write> write, Tell answer) {}

  /** One node. */
  final class TestNode {
    final int id;
    final TreeMap<Bytes, Bytes> disk = new TreeMap<>();
    final List<Recovery> recoveries = new ArrayList<>();
    private final List<Unsynced> unsynced = new ArrayList<>();
    boolean up = true;
    Optional<InProcessSequencer> sequencer = Optional.empty();
    Optional<MemberList> known = Optional.empty();
    Epoch knownInstalled = Epoch.NONE;
    RegisterStore store;
    private StoreRows rows;

    TestNode(int id, StoreImage image) {
      this.id = id;
      apply(StoreRows.all(image));
      load();
    }

    private void load() {
      StoreImage image = StoreRows.read(disk).orElseThrow();
      store = new RegisterStore(image);
      rows = StoreRows.of(image);
      known = image.members();
      knownInstalled = image.installed();
    }

    private void apply(StoreRows.Write write) {
      if (write.clearEntries()) {
        disk.subMap(StoreRows.entriesFrom(), StoreRows.entriesTo()).clear();
      }
      write.rows().forEach(row -> disk.put(row.key(), row.value()));
    }

    Member member() {
      return store.self();
    }

    boolean isMember() {
      return store.members().isPresent() && store.members().get().contains(store.self());
    }

    private void serve(Ask ask) {
      RegisterStore.Step step = store.handle(ask.call().request());
      Tell answer = new Tell(id, ask.from(), ask.call().id(), store.self(), step.reply());
      unsynced.add(new Unsynced(step.change().map(rows::of), answer));
    }

    /** Makes everything durable, then answers. */
    void sync() {
      unsynced.forEach(u -> {
        u.write().ifPresent(this::apply);
        messages.add(u.answer());
      });
      unsynced.clear();
    }

    /** Answers without making anything durable: a disk that lies. */
    void answerUnsynced() {
      unsynced.forEach(u -> messages.add(u.answer()));
      unsynced.clear();
    }

    private void hear(Tell tell) {
      for (Recovery recovery : List.copyOf(recoveries)) {
        recovery.answered(tell.call(), tell.store(), tell.reply());
      }
      sequencer.ifPresent(s -> s.answered(tell.call(), tell.store(), tell.reply()));
      step();
    }

    /** Sends what its automata have to say, and takes over what they have come to. */
    void step() {
      for (Iterator<Recovery> it = recoveries.iterator(); it.hasNext(); ) {
        Recovery recovery = it.next();
        send(recovery.takeCalls());
        switch (recovery.result()) {
          case Recovery.Running() -> {}
          case Recovery.Opened opened -> {
            it.remove();
            opened(opened);
          }
          case Recovery.Overtaken(long round, Epoch base, MemberList members) -> {
            it.remove();
            history.count("overtaken");
            if (base.isAfter(knownInstalled)) {
              knownInstalled = base;
              known = Optional.of(members);
            }
            overtakenRound = Math.max(overtakenRound, round);
          }
          case Recovery.Abandoned() -> {
            it.remove();
            history.count("change abandoned");
          }
        }
      }
      if (sequencer.isPresent()) {
        send(sequencer.get().takeCalls());
        sequencer.get().takeDone().forEach(d -> history.done(d.operation(), d.result(), ++now));
        if (sequencer.get().ended().isPresent()) {
          history.count("fenced sequencer");
          sequencer.get().broken().ifPresent(history::broken);
          sequencer = Optional.empty();
        }
      }
    }

    private long overtakenRound;

    private void opened(Recovery.Opened opened) {
      history.count("opened");
      String changing = opened.members().isChanging() ? " changing" : "";
      history.count("opened with " + opened.members().now().size() + changing);
      if (sequencer.isPresent()) {
        if (sequencer.get().epoch().isAfter(opened.epoch())) {
          return;
        }
        sequencer.get().end("replaced");
        sequencer.get().takeDone().forEach(d -> history.done(d.operation(), d.result(), ++now));
      }
      known = Optional.of(opened.members());
      knownInstalled = opened.epoch();
      sequencer = Optional.of(new InProcessSequencer(ids, opened));
    }

    private void send(List<Call> calls) {
      calls.forEach(c -> messages.add(new Ask(id, c.to().nodeId(), c)));
    }

    /** Begins a recovery with the members known here. */
    void recover() {
      if (store.installed().isAfter(knownInstalled)) {
        known = store.members();
        knownInstalled = store.installed();
      }
      if (known.isEmpty()) {
        return;
      }
      long top = Math.max(Math.max(store.promised().round(), knownInstalled.round()), overtakenRound);
      start(Recovery.reopen(ids, random, new SequencerName.InProcess(id), known.get(), knownInstalled, top));
    }

    void change(List<Member> next) {
      InProcessSequencer owned = sequencer.orElseThrow();
      MemberList pair = owned.members().changingTo(next);
      start(Recovery.change(ids, random, new SequencerName.InProcess(id), pair, owned.epoch()));
    }

    void finishChange() {
      InProcessSequencer owned = sequencer.orElseThrow();
      start(Recovery.finishChange(ids, random, new SequencerName.InProcess(id), owned.members(), owned.epoch()));
    }

    private void start(Recovery recovery) {
      recoveries.add(recovery);
      step();
    }

    /** Everything in memory is gone; of what was not synced, the first {@code kept} steps reached the disk unseen. */
    void crash(int kept) {
      unsynced.stream().limit(kept).forEach(u -> u.write().ifPresent(this::apply));
      unsynced.clear();
      recoveries.clear();
      sequencer.ifPresent(s -> {
        s.end("crash");
        s.takeDone().forEach(d -> history.lost(d.operation()));
      });
      sequencer = Optional.empty();
      overtakenRound = 0;
      up = false;
    }

    int unsyncedSteps() {
      return unsynced.size();
    }

    void restart() {
      load();
      up = true;
    }

    /** While down: another disk, with an empty store on it. */
    void wipe(long storeId) {
      disk.clear();
      apply(StoreRows.all(StoreImage.empty(new Member(id, storeId))));
    }
  }

  /** Nodes 1 to {@code count}; the first {@code members} of them are the members, with an epoch installed on all. */
  RegisterCluster(int count, int members, LongSupplier random) {
    this.random = random;
    List<Member> list = new ArrayList<>();
    for (int id = 1; id <= members; id++) {
      list.add(new Member(id, 100 + id));
    }
    for (int id = 1; id <= count; id++) {
      Member self = new Member(id, 100 + id);
      StoreImage image =
          id <= members
              ? new StoreImage(
                  self,
                  new Epoch(1, 1),
                  new Epoch(1, 1),
                  Optional.of(MemberList.of(list)),
                  Optional.of(new SequencerName.InProcess(1)),
                  new TreeMap<>())
              : StoreImage.empty(self);
      nodes.put(id, new TestNode(id, image));
    }
  }

  TestNode node(int id) {
    return Optional.ofNullable(nodes.get(id)).orElseThrow();
  }

  /** Lets a message arrive, if its receiver is up. */
  void deliver(Message message) {
    TestNode to = node(message.to());
    if (!to.up) {
      return;
    }
    switch (message) {
      case Ask ask -> to.serve(ask);
      case Tell tell -> to.hear(tell);
    }
  }

  /** Delivers all messages that match, and those they lead to, each store syncing at once. */
  void run(Predicate<Message> which) {
    for (int i = 0; i < messages.size(); ) {
      Message m = messages.get(i);
      if (which.test(m)) {
        messages.remove(i);
        deliver(m);
        node(m.to()).sync();
        i = 0;
      } else {
        i++;
      }
    }
  }

  void runAll() {
    run(_ -> true);
  }

  /** Takes all messages that match off the wire, to be delivered by hand. */
  List<Message> hold(Predicate<Message> which) {
    List<Message> held = messages.stream().filter(which).toList();
    messages.removeAll(held);
    return held;
  }

  static Predicate<Message> asks(Class<? extends Request> kind) {
    return m -> m instanceof Ask ask && kind.isInstance(ask.call().request());
  }

  static Predicate<Message> to(int node) {
    return m -> m.to() == node;
  }

  static Predicate<Message> sentBy(int node) {
    return m -> m.from() == node;
  }

  /** Begins an operation at a node that owns a sequencer; empty if it does not. */
  OptionalLong operate(int node, History.Intent intent, Operation operation) {
    TestNode at = node(node);
    if (at.sequencer.isEmpty()) {
      return OptionalLong.empty();
    }
    long id = ++lastOperation;
    history.begin(id, intent, ++now);
    operation.start(id, at.sequencer.get());
    at.step();
    return OptionalLong.of(id);
  }

  interface Operation {
    void start(long id, InProcessSequencer sequencer);
  }
}
