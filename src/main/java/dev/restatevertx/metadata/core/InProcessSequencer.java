package dev.restatevertx.metadata.core;

import dev.restatevertx.base.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Orders reads and writes of one epoch in the process that opened it. A write is answered when a majority has it; a
 * read, and a write that is refused, when a majority has what it rests on and a majority has confirmed the epoch after
 * the request came in. Once any store shows a higher epoch, this one is over.
 */
public final class InProcessSequencer {
  /** Operations that may be under way; more are refused. */
  public static final int MAX_OPERATIONS = 16_384;

  private final Epoch epoch;
  private final MemberList members;
  private final CallIds ids;
  private final TreeMap<String, Entry> newest = new TreeMap<>();

  private final TreeMap<Long, Round> rounds = new TreeMap<>();
  private final TreeMap<String, Round> persists = new TreeMap<>();
  private Optional<Round> confirm = Optional.empty();
  private List<Pending> nextConfirm = new ArrayList<>();
  private final TreeMap<Long, Pending> pending = new TreeMap<>();

  private final List<Call> calls = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();
  private Optional<String> ended = Optional.empty();
  private Optional<String> broken = Optional.empty();

  /** The end of an operation. */
  public record Done(long operation, OpResult result) {}

  /** An operation that waits for {@code missing} rounds. */
  private static final class Pending {
    final long operation;
    final OpResult result;
    int missing;

    Pending(long operation, OpResult result) {
      this.operation = operation;
      this.result = result;
    }
  }

  /** A request to all members until a majority has accepted it. */
  private static final class Round {
    final long call;
    final Request request;
    final TreeSet<Member> accepted = new TreeSet<>();
    final List<Pending> waiting = new ArrayList<>();

    Round(long call, Request request) {
      this.call = call;
      this.request = request;
    }
  }

  /** The sequencer of an epoch that a recovery opened here. */
  public InProcessSequencer(CallIds ids, Recovery.Opened opened) {
    this.ids = ids;
    this.epoch = opened.epoch();
    this.members = opened.members();
    opened.content().forEach(e -> newest.put(e.key(), e));
  }

  public Epoch epoch() {
    return epoch;
  }

  public MemberList members() {
    return members;
  }

  /** Why the epoch is over, if it is. */
  public Optional<String> ended() {
    return ended;
  }

  /** What broke an invariant of the protocol, if something did: a reason for an alarm. */
  public Optional<String> broken() {
    return broken;
  }

  /** Reads a key. */
  public void get(long operation, String key) {
    if (admit(operation)) {
      answerWhenCertain(operation, new OpResult.Read(Optional.ofNullable(newest.get(key))), key);
    }
  }

  /**
   * Writes a key.
   *
   * @param tag random; a repeated write carries the tag of the first
   */
  public void put(long operation, String key, long version, Bytes value, Condition condition, long tag) {
    write(operation, key, version, Optional.of(value), condition, tag);
  }

  /** Removes a key. */
  public void delete(long operation, String key, Condition condition, long tag) {
    write(operation, key, 0, Optional.empty(), condition, tag);
  }

  private void write(
      long operation, String key, long version, Optional<Bytes> value, Condition condition, long tag) {
    if (!admit(operation)) {
      return;
    }
    Optional<Entry> stored = Optional.ofNullable(newest.get(key));
    if (stored.isPresent() && stored.get().tag() == tag) {
      // A repeated write whose first attempt was sequenced.
      awaitDurable(add(operation, new OpResult.Written(stored.get())), stored.get());
      return;
    }
    Optional<OpResult> refusal = refusal(key, version, value, condition, stored);
    if (refusal.isPresent()) {
      answerWhenCertain(operation, refusal.get(), key);
      return;
    }
    Entry entry = new Entry(key, stored.map(Entry::revision).orElse(0L) + 1, version, tag, value);
    newest.put(key, entry);
    Round round = send(new Request.Persist(members, epoch, entry));
    persists.put(key, round);
    awaitDurable(add(operation, new OpResult.Written(entry)), entry);
  }

  private static Optional<OpResult> refusal(
      String key, long version, Optional<Bytes> value, Condition condition, Optional<Entry> stored) {
    Optional<Entry> current = stored.filter(e -> !e.isTombstone());
    Optional<String> mismatch =
        switch (condition) {
          case Condition.None() -> Optional.empty();
          case Condition.DoesNotExist() ->
              current.map(e -> "Expected no value of '" + key + "', but there is version " + e.version());
          case Condition.MatchesVersion(long wanted) ->
              current.isPresent() && current.get().version() == wanted
                  ? Optional.empty()
                  : Optional.of(
                      "Expected version " + wanted + " of '" + key + "', but "
                          + current.map(e -> "it is " + e.version()).orElse("there is none"));
        };
    if (mismatch.isEmpty() && value.isPresent() && current.isPresent() && version <= current.get().version()) {
      mismatch =
          Optional.of(
              "Expected a version above " + current.get().version() + " for '" + key + "', but got " + version);
    }
    if (mismatch.isPresent()) {
      return Optional.of(new OpResult.NotWritten(mismatch.get(), true, stored));
    }
    return value.isEmpty() && current.isEmpty()
        ? Optional.of(new OpResult.NotWritten("Nothing to delete", false, stored))
        : Optional.empty();
  }

  private boolean admit(long operation) {
    if (ended.isPresent()) {
      done.add(new Done(operation, new OpResult.Unavailable(ended.get())));
      return false;
    }
    if (pending.size() >= MAX_OPERATIONS) {
      done.add(
          new Done(
              operation,
              new OpResult.Unavailable("Expected at most " + MAX_OPERATIONS + " metadata operations under way")));
      return false;
    }
    return true;
  }

  private Pending add(long operation, OpResult result) {
    Pending added = new Pending(operation, result);
    pending.put(operation, added);
    return added;
  }

  /** For answers that tell what is stored: it must be durable, and the epoch confirmed after the request came in. */
  private void answerWhenCertain(long operation, OpResult result, String key) {
    Pending added = add(operation, result);
    added.missing++;
    nextConfirm.add(added);
    Round persist = persists.get(key);
    if (persist != null) {
      added.missing++;
      persist.waiting.add(added);
    }
  }

  private void awaitDurable(Pending added, Entry entry) {
    Round persist = persists.get(entry.key());
    added.missing++;
    if (persist == null) {
      // Durable already, as a repeated write finds it.
      nextConfirm.add(added);
    } else {
      persist.waiting.add(added);
    }
  }

  private Round send(Request request) {
    Round round = new Round(ids.next(), request);
    rounds.put(round.call, round);
    members.all().forEach(member -> calls.add(new Call(round.call, member, request)));
    return round;
  }

  /** The calls to send now, each once. Also begins the next round of Confirm for all reads that came since the last. */
  public List<Call> takeCalls() {
    if (ended.isEmpty() && confirm.isEmpty() && !nextConfirm.isEmpty()) {
      Round round = send(new Request.Confirm(members, epoch));
      round.waiting.addAll(nextConfirm);
      nextConfirm = new ArrayList<>();
      confirm = Optional.of(round);
    }
    List<Call> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  /** The operations that ended, each once. */
  public List<Done> takeDone() {
    List<Done> taken = List.copyOf(done);
    done.clear();
    return taken;
  }

  /** Asks again those who have not answered yet. */
  public void resend() {
    for (Round round : rounds.values()) {
      for (Member member : members.all()) {
        if (!round.accepted.contains(member)) {
          calls.add(new Call(round.call, member, round.request));
        }
      }
    }
  }

  /** An answer arrived, maybe late or a second time. */
  public void answered(long call, Member from, Reply reply) {
    switch (reply) {
      case Reply.Accepted() -> accepted(call, from);
      case Reply.Refused(Epoch promised, Epoch installed, Optional<MemberList> _) -> {
        if (promised.isAfter(epoch) || installed.isAfter(epoch)) {
          end("Epoch " + epoch + " was followed by " + promised);
        }
      }
      case Reply.Broken(String reason) -> {
        broken = Optional.of(reason);
        end(reason);
      }
      case Reply.Prepared _ -> {}
    }
  }

  private void accepted(long call, Member from) {
    Round round = rounds.get(call);
    if (round == null) {
      return;
    }
    round.accepted.add(from);
    if (!members.majority(round.accepted)) {
      return;
    }
    rounds.remove(call);
    if (round.request instanceof Request.Persist persist) {
      persists.remove(persist.entry().key(), round);
    } else {
      confirm = Optional.empty();
    }
    for (Pending waiter : round.waiting) {
      if (--waiter.missing == 0 && pending.remove(waiter.operation) != null) {
        done.add(new Done(waiter.operation, waiter.result));
      }
    }
  }

  /** Ends the epoch here: what is under way is answered as not known. */
  public void end(String reason) {
    if (ended.isPresent()) {
      return;
    }
    ended = Optional.of(reason);
    for (Pending p : pending.values()) {
      OpResult result =
          p.result instanceof OpResult.Written ? new OpResult.Unknown(reason) : new OpResult.Unavailable(reason);
      done.add(new Done(p.operation, result));
    }
    pending.clear();
    rounds.clear();
    persists.clear();
    calls.clear();
  }
}
