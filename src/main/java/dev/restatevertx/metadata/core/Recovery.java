package dev.restatevertx.metadata.core;

import dev.restatevertx.base.Check;
import dev.restatevertx.base.InvariantViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * One recovery: opens a new epoch on what a majority holds.
 *
 * <pre>
 *            newer M seen: again with it
 *            +----------+
 *            v          |
 *   start > PREPARING --+--majority--> INSTALLING --majority--> opened
 *            |                             |
 *            +---- a higher promise -------+--> overtaken        (a change of M that is no longer based on
 *                                                                  the newest M: abandoned)
 * </pre>
 */
public final class Recovery {
  private final CallIds ids;
  private final LongSupplier attempts;
  private final SequencerName sequencer;
  private final boolean change;

  private MemberList carried;
  private MemberList installs;
  private Epoch base;
  private long topRound;

  private Epoch epoch = Epoch.NONE;
  private long call;
  private final SortedMap<Member, Reply.Prepared> prepared = new TreeMap<>();
  private final TreeSet<Member> installed = new TreeSet<>();
  private Optional<Request.Install> install = Optional.empty();
  private final List<Call> out = new ArrayList<>();
  private Result result = new Running();

  /** How far it is. */
  public sealed interface Result permits Running, Opened, Overtaken, Abandoned {}

  /** Waiting for answers. */
  public record Running() implements Result {}

  /** The epoch is installed on a majority: its sequencer may start. */
  public record Opened(Epoch epoch, MemberList members, List<Entry> content) implements Result {}

  /**
   * A higher epoch is promised somewhere; another attempt must begin above its round.
   *
   * @param base the newest epoch seen installed, with its members
   */
  public record Overtaken(long round, Epoch base, MemberList members) implements Result {}

  /** A change of members was given up because another recovery came in between. */
  public record Abandoned() implements Result {}

  private Recovery(
      CallIds ids,
      LongSupplier attempts,
      SequencerName sequencer,
      boolean change,
      MemberList carried,
      MemberList installs,
      Epoch base,
      long topRound) {
    this.ids = ids;
    this.attempts = attempts;
    this.sequencer = sequencer;
    this.change = change;
    this.carried = carried;
    this.installs = installs;
    this.base = base;
    this.topRound = topRound;
  }

  /**
   * Opens a new epoch with the members as they are found.
   *
   * @param attempts random numbers
   * @param known the members to begin with, as of {@code base}
   * @param topRound the highest round known to be promised anywhere
   */
  public static Recovery reopen(
      CallIds ids, LongSupplier attempts, SequencerName sequencer, MemberList known, Epoch base, long topRound) {
    Recovery recovery = new Recovery(ids, attempts, sequencer, false, known, known, base, topRound);
    recovery.prepare();
    return recovery;
  }

  /**
   * The first step of a change of members, by the owner of epoch {@code base}.
   *
   * @param pair both lists
   */
  public static Recovery change(
      CallIds ids, LongSupplier attempts, SequencerName sequencer, MemberList pair, Epoch base) {
    Check.argument(pair.isChanging(), "Expected a list of members with its predecessor, but got %s", pair);
    Recovery recovery = new Recovery(ids, attempts, sequencer, true, pair, pair, base, base.round());
    recovery.prepare();
    return recovery;
  }

  /**
   * The last step of a change of members, by the owner of epoch {@code base}, in which {@code pair} is installed. Both
   * lists still decide, but only the new one is installed.
   */
  public static Recovery finishChange(
      CallIds ids, LongSupplier attempts, SequencerName sequencer, MemberList pair, Epoch base) {
    Check.argument(pair.isChanging(), "Expected a list of members with its predecessor, but got %s", pair);
    Recovery recovery = new Recovery(ids, attempts, sequencer, true, pair, pair.changed(), base, base.round());
    recovery.prepare();
    return recovery;
  }

  public Result result() {
    return result;
  }

  /** The calls to send now, each once. */
  public List<Call> takeCalls() {
    List<Call> calls = List.copyOf(out);
    out.clear();
    return calls;
  }

  /** No answer came for a while: Prepare needs a new number, Install may be repeated. */
  public void retry() {
    if (!(result instanceof Running)) {
      return;
    }
    if (install.isPresent()) {
      send(install.get());
    } else {
      prepare();
    }
  }

  /** An answer arrived, maybe late or a second time. */
  public void answered(long callId, Member from, Reply reply) {
    if (callId != call || !(result instanceof Running)) {
      return;
    }
    switch (reply) {
      case Reply.Prepared p -> {
        if (install.isEmpty()) {
          prepared(from, p);
        }
      }
      case Reply.Accepted() -> accepted(from);
      case Reply.Refused r -> refused(r);
      case Reply.Broken(String reason) -> throw new InvariantViolation(reason);
    }
  }

  private void prepare() {
    prepared.clear();
    epoch = new Epoch(++topRound, attempts.getAsLong());
    send(new Request.Prepare(carried, epoch));
  }

  private void send(Request request) {
    call = ids.next();
    for (Member member : carried.all()) {
      out.add(new Call(call, member, request));
    }
  }

  private void prepared(Member from, Reply.Prepared reply) {
    if (followNewer(reply.installed(), reply.members())) {
      return;
    }
    prepared.put(from, reply);
    if (carried.majority(prepared.keySet())) {
      choose();
    }
  }

  /** Whether a newer installed epoch than the known one changes what this recovery does. */
  private boolean followNewer(Epoch seen, Optional<MemberList> members) {
    if (!seen.isAfter(base)) {
      return false;
    }
    if (change) {
      result = new Abandoned();
      return true;
    }
    if (members.isEmpty() || members.get().equals(carried)) {
      return false;
    }
    follow(seen, members.get());
    return true;
  }

  private void follow(Epoch seen, MemberList members) {
    base = seen;
    carried = members;
    installs = members;
    prepare();
  }

  /** Takes over what the newest installed epoch left: the newest entry of each key on a majority. */
  private void choose() {
    Epoch newest = Epoch.NONE;
    for (Reply.Prepared p : prepared.values()) {
      newest = p.installed().isAfter(newest) ? p.installed() : newest;
    }
    if (change && !newest.equals(base)) {
      result = new Abandoned();
      return;
    }
    TreeMap<String, Entry> content = new TreeMap<>();
    for (Reply.Prepared p : prepared.values()) {
      if (!p.installed().equals(newest)) {
        continue;
      }
      if (!change && p.members().isPresent() && !p.members().get().equals(carried)) {
        follow(newest, p.members().get());
        return;
      }
      for (Entry entry : p.content()) {
        content.merge(entry.key(), entry, (a, b) -> a.revision() >= b.revision() ? a : b);
      }
    }
    Request.Install request =
        new Request.Install(carried, epoch, installs, sequencer, List.copyOf(content.values()));
    install = Optional.of(request);
    send(request);
  }

  private void accepted(Member from) {
    installed.add(from);
    if (install.isPresent() && carried.majority(installed)) {
      result = new Opened(epoch, installs, install.get().content());
    }
  }

  private void refused(Reply.Refused reply) {
    if (reply.promised().isAfter(epoch)) {
      topRound = Math.max(topRound, reply.promised().round());
      if (install.isEmpty() && followNewer(reply.installed(), reply.members())) {
        return;
      }
      result = new Overtaken(topRound, base, carried);
    } else if (install.isEmpty()) {
      // A repeated Prepare that was granted before, or a store that is not one of ours: its members may be newer.
      followNewer(reply.installed(), reply.members());
    }
  }
}
